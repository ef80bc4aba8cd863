using RoutingData.SimulationTests.Schedules;
using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What the router asks a new connection before it is used.</summary>
internal static class ConnectionProof
{
    public static bool Is(string statement) => statement.StartsWith("SELECT @@global", StringComparison.Ordinal);

    /// <summary>Whether the last thing that was sent over a connection during a call was its proof.</summary>
    public static bool WasLast(RunHistory history, Call call, int connection) => history.EventsOf(call)
        .LastOrDefault(happened => happened.Kind == SimulatedEventKind.Sent && happened.Connection == connection) is { } sent && Is(sent.Text);
}
