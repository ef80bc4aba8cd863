using System.Collections.Immutable;

namespace RoutingData.Tokens;

/// <summary>The tokens that one connection was given, by itself or with its scope.</summary>
internal sealed class SessionTokens
{
    private ImmutableArray<ReceivedToken> _pending = [];

    /// <summary>All of them.</summary>
    public ImmutableArray<ReceivedToken> All { get; private set; } = [];

    /// <summary>Whether a writer lacks what one of them speaks of.</summary>
    public bool IsLost => All.Any(token => token.IsLost);

    public void Add(ReceivedToken token)
    {
        All = All.Add(token);
        _pending = _pending.Add(token);
    }

    /// <summary>Returns the moment by which all that they ask for had been answered.</summary>
    public long Look(DataSourceTokens source)
    {
        var moment = 0L;
        foreach (var token in _pending)
        {
            var demand = token.At(source);
            moment = Math.Max(moment, demand.Look());
            if (demand.IsOver) _pending = _pending.Remove(token);
        }

        return moment;
    }

    /// <summary>Whether the writer's own answer may lack what one of them asks for.</summary>
    public bool AreInDoubt(DataSourceTokens source) => _pending.Any(token => token.At(source).IsInDoubt);

    /// <summary>Begins anew: another data source has moments of its own.</summary>
    public void BeginAnew() => _pending = All;
}
