using System.Collections.Frozen;

namespace RoutingData.Markers;

/// <summary>What is known of a server on which markers may be left.</summary>
/// <param name="Defect">Why they cannot be.</param>
/// <param name="Unsafe">Names of tables and views behind which a write may reach what has no transactions.</param>
internal sealed record MarkerGround(MarkerDefect Defect, FrozenSet<string> Unsafe)
{
    public static MarkerGround Bad(MarkerDefect defect) => new(defect, FrozenSet<string>.Empty);

    public bool IsGood => Defect == MarkerDefect.None;
}
