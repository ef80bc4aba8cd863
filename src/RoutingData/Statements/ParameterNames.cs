namespace RoutingData.Statements;

/// <summary>The names of a command's bound parameters, without their prefix.</summary>
internal readonly struct ParameterNames
{
    private const int FewEnoughToCompare = 8;
    private readonly IReadOnlyCollection<string>? _names;
    private readonly HashSet<string>? _set;

    public ParameterNames(IReadOnlyCollection<string>? names)
    {
        _names = names;
        if (names is not { Count: > FewEnoughToCompare })
            return;
        _set = new HashSet<string>(names.Count, StringComparer.OrdinalIgnoreCase);
        foreach (var name in names)
            _set.Add(Bare(name).ToString());
    }

    public bool Contains(ReadOnlySpan<char> name)
    {
        if (_set is not null)
            return _set.GetAlternateLookup<ReadOnlySpan<char>>().Contains(name);
        foreach (var bound in _names ?? [])
        {
            if (Bare(bound).Equals(name, StringComparison.OrdinalIgnoreCase))
                return true;
        }

        return false;
    }

    private static ReadOnlySpan<char> Bare(string name) =>
        Names.Unquote(name is ['@' or '?' or ':', ..] ? name.AsSpan(1) : name.AsSpan());
}
