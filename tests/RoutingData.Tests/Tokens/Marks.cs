using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Tokens;
using RoutingData.Monitor.Topology;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Tokens;

/// <summary>Marks and positions of what servers say.</summary>
internal static class Marks
{
    public static FleetMark Of(string written, ServerFlavor flavor, string identity, char writer = 'a') =>
        PositionMarks.Of(Position(written, written, written, flavor), FleetRecognition.Of(Fleet.Address(writer), fleetName: null), identity);

    public static ServerPosition Position(string written, string applied, string recorded, ServerFlavor flavor = ServerFlavor.MariaDb) =>
        new(new GtidPosition(written, flavor), new GtidPosition(applied, flavor), new GtidPosition(recorded, flavor), CountsWrites: true);
}
