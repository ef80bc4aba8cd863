using System.Data.Common;

namespace RoutingData.Routing;

/// <summary>
/// The names of a command's bound parameters: <c>@name</c> bound is a value, unbound it is the session's variable. They stay in
/// the driver's own collection until a text makes them matter.
/// </summary>
internal readonly struct BoundNames
{
    private readonly DbParameterCollection? _parameters;
    private readonly IReadOnlyCollection<string>? _names;

    /// <param name="parameters">The driver's collection; null for none.</param>
    public BoundNames(DbParameterCollection? parameters) => _parameters = parameters;

    /// <param name="names">The names themselves; null for none.</param>
    public BoundNames(IReadOnlyCollection<string>? names) => _names = names;

    /// <summary>Whether they are these, in this order.</summary>
    public bool Are(string[] names)
    {
        if (_names is not null) return _names.SequenceEqual(names, StringComparer.Ordinal);
        if ((_parameters?.Count ?? 0) != names.Length) return false;
        for (var i = 0; i < names.Length; i++)
        {
            if (!string.Equals(_parameters![i].ParameterName, names[i], StringComparison.Ordinal)) return false;
        }

        return true;
    }

    public string[] ToArray()
    {
        if (_names is not null) return [.. _names];
        if (_parameters is not { Count: > 0 }) return [];
        var names = new string[_parameters.Count];
        for (var i = 0; i < names.Length; i++) names[i] = _parameters[i].ParameterName;
        return names;
    }
}
