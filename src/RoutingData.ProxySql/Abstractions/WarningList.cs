using System.Collections.Immutable;

namespace RoutingData.ProxySql.Abstractions;

/// <summary>Collects warnings; the same thing said again counts up.</summary>
internal sealed class WarningList
{
    private readonly List<ProxySqlWarning> _warnings = [];
    private readonly Dictionary<(string Key, string Reason), int> _places = [];

    public void Add(ProxySqlWarningKind kind, string key, string reason, ProxySqlPosition position)
    {
        if (_places.TryGetValue((key, reason), out var place))
        {
            _warnings[place] = _warnings[place] with { Count = _warnings[place].Count + 1 };
            return;
        }

        _places.Add((key, reason), _warnings.Count);
        _warnings.Add(new ProxySqlWarning(kind, key, reason, position, 1));
    }

    public ImmutableArray<ProxySqlWarning> ToImmutable() => [.. _warnings];
}
