using RoutingData.Monitor;

namespace RoutingData.Connecting.ReaderSelection;

/// <summary>Chooses in turn, each as often as its weight demands, and never several times in a row where another one has a claim: each turn adds its weight to each
/// one's claim, and the largest claim is chosen and pays for all (nginx's smooth weighted round robin).</summary>
internal sealed class RoundRobinPolicy : IReaderSelectionPolicy
{
    private readonly Lock _gate = new();
    private readonly Dictionary<ServerAddress, double> _claims = [];

    public string Name => ReaderSelectionPolicies.RoundRobin;

    public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample)
    {
        lock (_gate)
        {
            var (chosen, most, total) = (0, double.NegativeInfinity, 0.0);
            for (var index = 0; index < candidates.Length; index++)
            {
                var candidate = candidates[index];
                var claim = _claims[candidate.Address] = _claims.GetValueOrDefault(candidate.Address) + candidate.Weight;
                total += candidate.Weight;
                if (claim > most) (chosen, most) = (index, claim);
            }

            _claims[candidates[chosen].Address] -= total;
            return chosen;
        }
    }
}
