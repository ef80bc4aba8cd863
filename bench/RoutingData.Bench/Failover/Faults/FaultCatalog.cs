using RoutingData.Testing;

namespace RoutingData.Bench.Failover.Faults;

/// <summary>All faults there are, by the fleet that they happen to.</summary>
internal static class FaultCatalog
{
    private static readonly IReadOnlyList<Fault> OfReplication =
    [
        new("kill", "the writer is killed", FaultBar.WriterLost, WriterFaults.KillAsync),
        new("hang", "the writer hangs", FaultBar.WriterLost, WriterFaults.HangAsync) { FallsSilent = true },
        new("cut", "the writer's machine is cut off", FaultBar.WriterLost, WriterFaults.CutOffAsync) { FallsSilent = true },
        new("shutdown", "the writer is shut down", FaultBar.WriterLost, WriterFaults.ShutDownAsync),
        new("returning-writer", "the writer hangs and comes back writable", FaultBar.WriterLost, WriterFaults.ReturnAsync)
        {
            FallsSilent = true,
        },
        new("switchover", "planned change of the writer", new FaultBar { FirstWriteP99 = 100 }, RoleFaults.SwitchOverAsync),
        new("drain", "the same, drained first, with transactions", FaultBar.NoErrors, RoleFaults.DrainAsync)
        {
            NeedsRouter = true, HasTransactions = true,
        },
        new("flap", "the writer turns read-only and back, five times", FaultBar.NoErrors, RoleFaults.FlapAsync),
        new("reader-kill", "a reader is killed", FaultBar.NoErrors, ReaderFaults.KillAsync),
        new("reader-hang", "a reader hangs", new FaultBar { LongestRead = 1000 }, ReaderFaults.HangAsync) { FallsSilent = true },
        new("readers-gone", "all readers are killed", FaultBar.NoErrors, ReaderFaults.AllGoneAsync) { TakesReplicas = true },
    ];

    private static readonly IReadOnlyList<Fault> OfGroups =
    [
        new("kill", "the primary is killed", FaultBar.PrimaryLost, GroupFaults.KillAsync),
        new("hang", "the primary hangs, is replaced, and goes on", FaultBar.PrimaryLost, GroupFaults.HangAsync) { FallsSilent = true },
        new("shutdown", "the primary is shut down", FaultBar.PrimaryLost, GroupFaults.ShutDownAsync),
        new("set-as-primary", "another member is made the primary, and the first again", FaultBar.NoErrors, GroupFaults.SetAsPrimaryAsync),
    ];

    private static readonly IReadOnlyList<Fault> OfGalera =
    [
        new("kill", "the writer is killed", FaultBar.PrimaryLost, GroupFaults.KillAsync),
        new("hang", "the writer hangs, is replaced, and goes on", FaultBar.PrimaryLost, GroupFaults.HangAsync) { FallsSilent = true },
        new("shutdown", "the writer is shut down", FaultBar.PrimaryLost, GroupFaults.ShutDownAsync),
        new("restart-node", "the writer is restarted as planned, and takes the writes back", FaultBar.PrimaryLost, GaleraFaults.RestartNodeAsync)
        {
            NeedsRouter = true, TakesBack = true,
        },
    ];

    public static IReadOnlyList<Fault> Of(ClusterFleet fleet) => fleet switch
    {
        ClusterFleet.GroupReplication => OfGroups,
        ClusterFleet.Galera => OfGalera,
        _ => OfReplication,
    };

    /// <exception cref="ArgumentException">There is none of this name.</exception>
    public static Fault Find(ClusterFleet fleet, string name) => Of(fleet).FirstOrDefault(fault => fault.Name == name)
        ?? throw new ArgumentException($"There is no fault {name}; there are {Names(fleet)}, all.");

    public static string Names(ClusterFleet fleet) => string.Join(", ", Of(fleet).Select(fault => fault.Name));
}
