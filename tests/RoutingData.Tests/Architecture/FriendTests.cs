using System.Reflection;
using System.Runtime.CompilerServices;
using RoutingData.Monitor;
using RoutingData.Tests.Documentation;

namespace RoutingData.Tests.Architecture;

/// <summary>RoutingData.Monitor is a wall: who sees its internals is listed with the reason, and so is which of them RoutingData uses.</summary>
public sealed class FriendTests
{
    private static readonly Document Map = new("architecture.md");
    private static readonly Assembly Monitor = typeof(TopologyMonitor).Assembly;

    private static readonly Dictionary<string, string> Friends = new()
    {
        ["RoutingData"] = "runs the monitor; the next table has all that it uses",
        ["RoutingData.Testing"] = "its simulated driver is cut off as real ones are; its clusters read the numbers of the servers' errors",
        ["RoutingData.Tests"] = "tests of the monitor's own parts",
        ["RoutingData.HotPathTests"] = "byte budgets of a probe's answer",
        ["RoutingData.SimulationTests"] = "invariants over what the monitor knows",
        ["RoutingData.ServerTests"] = "wait until the monitor is at rest; look for sockets",
        ["RoutingData.LibraryTests"] = "share those helpers",
        ["RoutingData.EntityFrameworkCore.Tests"] = "share those helpers",
        ["RoutingData.Dashboard.Tests"] = "makes snapshots of fleets that no machine has",
        ["RoutingData.Bench"] = "counts questions for positions",
        ["RoutingData.TrimmedApp"] = "looks for sockets in a trimmed application",
    };

    private static readonly Dictionary<string, string> Uses = new()
    {
        ["TopologyMonitor"] = "starts, reloads, drains and stops it; waits for snapshots; reports failures",
        ["EvidenceRequests"] = "asks who shows whose writes",
        ["FleetDiscovery"] = "puts in force what it finds",
        ["DiscoveryRules"] = "says what may be discovered",
        ["AllowedHosts"] = "validates it",
        ["ProbeIntake"] = "keeps a history of probes for the statistics",
        ["Observation"] = "reads what a probe brought, for that history",
        ["ProbeResult"] = "the same",
        ["ProbeFailure"] = "the same",
        ["ProbeFailureKind"] = "the same",
        ["ReplicationReport"] = "the same",
        ["AddressReports"] = "reports connections that led to another server",
        ["Aliases"] = "knows which addresses are one server when a pool is ended",
        ["PairState"] = "reads a pair's writer and the one before it",
        ["PairFreshness"] = "reads who shows whose writes",
        ["PositionFetch"] = "reads the newest position of a writer, for a token",
        ["WriterTrail"] = "reads the same",
        ["GtidPosition"] = "compares it",
        ["FleetMark"] = "makes and reads tokens of other processes",
        ["FleetMarks"] = "the same, of several fleets",
        ["PositionMarks"] = "makes a mark of a position",
        ["TokenText"] = "writes and reads tokens as text",
        ["TokenStanding"] = "judges what the topology makes of a token",
        ["TokenStandingKind"] = "the same",
        ["WriterMarks"] = "collects what all writers had committed",
        ["ProbeStatement"] = "asks a new connection what a probe asks",
        ["ServerReport"] = "reads the answer",
        ["DriverError"] = "reads what a driver's exception means",
        ["HopelessConnect"] = "knows connects that no waiting mends",
        ["ServerDataSource"] = "keeps the driver's pool of a server",
        ["ISocketCut"] = "finds and cuts sockets",
        ["UnsampledTrace"] = "keeps questions of its own out of traces",
        ["HarmlessLogger"] = "logs, whatever a logging provider throws",
        ["ChangeSignal"] = "wakes who waits, with a task or a thread",
    };

    [Fact]
    public void Friends_are_listed_with_their_reason()
    {
        var friends = Monitor.GetCustomAttributes<InternalsVisibleToAttribute>().Select(friend => friend.AssemblyName).ToArray();
        Assert.Equal(Friends.Keys.Order(StringComparer.Ordinal), friends.Order(StringComparer.Ordinal));
        Map.Check("friends of RoutingData.Monitor", Document.TableOf(["friend", "because it"], Friends.Select(friend => new[] { $"`{friend.Key}`", friend.Value })));
    }

    [Fact]
    public void What_RoutingData_uses_of_the_monitors_internals_is_listed_with_its_reason()
    {
        var used = typeof(RoutingDbConnection).Assembly.GetTypes().SelectMany(TypeReferences.Of).Select(Outer)
            .Where(type => type.Assembly == Monitor && !type.IsPublic && type.Namespace is not null).Distinct()
            .Select(type => type.Name.Split('`')[0]).Order(StringComparer.Ordinal).ToArray();
        Assert.True(Uses.Keys.Order(StringComparer.Ordinal).SequenceEqual(used), $"RoutingData uses {string.Join(", ", used)}.");
        Map.Check("internals of RoutingData.Monitor", Document.TableOf(["type", "RoutingData"], Uses.Select(use => new[] { $"`{use.Key}`", use.Value })));
    }

    private static Type Outer(Type type) => type.DeclaringType is { } outer ? Outer(outer) : type;
}
