namespace RoutingData.Diagnostics;

/// <summary>The names of data sources in metrics. No two that live at a time have the same: else one's gauge would stand in for the other's.</summary>
internal sealed class SourceNames
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    /// <summary>Returns the name, or the first of <c>name#2</c>, <c>name#3</c> that is free. It is the caller's until it is returned.</summary>
    /// <param name="name">The name that is wanted.</param>
    public string Take(string name)
    {
        lock (_taken)
        {
            var free = name;
            for (var number = 2; !_taken.Add(free); number++) free = $"{name}#{number}";
            return free;
        }
    }

    /// <summary>Gives a name back.</summary>
    /// <param name="name">A name that was taken.</param>
    public void Return(string name)
    {
        lock (_taken) _taken.Remove(name);
    }
}
