namespace RoutingData.SimulationTests.Scenarios;

/// <summary>A policy that does as a test says.</summary>
internal sealed class PickedReader : IReaderSelectionPolicy
{
    public string Name => "Picked";

    /// <summary>The reader to choose, where it is one of those to choose from.</summary>
    public string Pick { get; set; } = "db002";

    /// <summary>Whether it throws instead.</summary>
    public bool Throws { get; set; }

    /// <summary>How often it has thrown.</summary>
    public int Thrown { get; private set; }

    public int Choose(ReadOnlySpan<ReaderCandidate> candidates, double sample)
    {
        if (Throws)
        {
            Thrown++;
            throw new ApplicationException("The application's policy fails.");
        }

        for (var index = 0; index < candidates.Length; index++)
        {
            if (candidates[index].Address.Hostname == Pick) return index;
        }

        return 0;
    }
}
