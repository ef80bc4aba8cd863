using RoutingData.Monitor;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>A read of a session that goes from process to process, with its token.</summary>
/// <param name="Session">Whose.</param>
/// <param name="Process">Where.</param>
/// <param name="Began">When.</param>
/// <param name="Carried">What the token speaks of that the session wrote or saw itself.</param>
/// <param name="There">What the writer had, when the read began and when it had ended.</param>
/// <param name="Shown">What it showed.</param>
/// <param name="Server">Who answered.</param>
internal sealed record TokenStep(
    int Session, int Process, TimeSpan Began, IReadOnlySet<int> Carried, IReadOnlySet<int> There, IReadOnlySet<int> Shown, ServerAddress? Server)
{
    public override string ToString() => FormattableString.Invariant($"session {Session} in process {Process} at {Began.TotalSeconds:0.000000} s on {Server?.Hostname}");
}
