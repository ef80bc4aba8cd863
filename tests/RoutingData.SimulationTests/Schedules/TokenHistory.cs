using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>All that is known of a run of sessions that go from process to process.</summary>
/// <param name="Events">What happened in the cluster.</param>
/// <param name="Steps">Their reads.</param>
/// <param name="Ends">Their last tokens.</param>
/// <param name="Discarded">What a server gave up when it was made another's copy.</param>
/// <param name="Survived">What the final writer has.</param>
/// <param name="Committed">What any server ever committed.</param>
/// <param name="Renumbered">What has a GTID that names something else as well: its server lost it, came back without it, and became the writer again.</param>
internal sealed record TokenHistory(
    IReadOnlyList<SimulatedEvent> Events, IReadOnlyList<TokenStep> Steps, IReadOnlyList<TokenEnd> Ends, IReadOnlySet<int> Discarded, IReadOnlySet<int> Survived, IReadOnlySet<int> Committed,
    IReadOnlySet<int> Renumbered);
