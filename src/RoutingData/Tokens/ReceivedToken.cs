using System.Collections.Immutable;
using RoutingData.Monitor.Tokens;

namespace RoutingData.Tokens;

/// <summary>A token that a session, or a scope, was given: one demand a data source, for all connections that share it.</summary>
internal sealed class ReceivedToken(ConsistencyToken token)
{
    private readonly Lock _gate = new();
    private ImmutableArray<TokenDemand> _demands = [];

    public ConsistencyToken Token => token;

    /// <summary>Whether a writer has been found to lack what it speaks of.</summary>
    public bool IsLost => _demands.Any(demand => demand.IsLost);

    /// <summary>What it speaks of; in the place of what a writer was found to lack in part, what that writer has.</summary>
    public IEnumerable<FleetMark> Marks =>
        token.Marks.Where(mark => !_demands.Any(demand => demand.Lost.Contains(mark))).Concat(_demands.SelectMany(demand => demand.Remaining));

    /// <summary>Returns what it asks of a data source.</summary>
    public TokenDemand At(DataSourceTokens source)
    {
        lock (_gate)
        {
            foreach (var demand in _demands)
            {
                if (demand.Source == source) return demand;
            }

            var added = new TokenDemand(token.Marks, source);
            _demands = _demands.Add(added);
            return added;
        }
    }
}
