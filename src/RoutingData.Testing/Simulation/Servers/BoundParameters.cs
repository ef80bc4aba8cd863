namespace RoutingData.Testing.Simulation;

/// <summary>The values bound to a command when it was sent: by name, and by position for those without one.</summary>
internal sealed class BoundParameters(IReadOnlyList<(string Name, object? Value)> values)
{
    public static BoundParameters None { get; } = new([]);

    public bool TryGet(string name, out object? value)
    {
        foreach (var (bound, held) in values)
        {
            if (!bound.AsSpan().TrimStart("@?:").Equals(name, StringComparison.OrdinalIgnoreCase)) continue;
            value = held;
            return true;
        }

        value = null;
        return false;
    }

    public object? At(int index) => index < values.Count ? values[index].Value : null;
}
