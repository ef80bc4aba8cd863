using RoutingData.SimulationTests.Schedules;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>What must hold of every run, whatever happened in it.</summary>
internal static class AllInvariants
{
    private static readonly (string Name, Func<RunHistory, IEnumerable<string>> Violations)[] All =
    [
        ("one writer", OneWriter.Violations),
        ("nothing outside the group", NothingOutsideTheGroup.Violations),
        ("a writer that is well stays", WriterStays.Violations),
        ("executed once", ExecutedOnce.Violations),
        ("nothing lost by us", NothingLost.Violations),
        ("whole results", WholeResults.Violations),
        ("outcomes are true", TrueOutcomes.Violations),
        ("no needless doubt", NoNeedlessDoubt.Violations),
        ("beliefs contain the truth", TrueBeliefs.Violations),
        ("errors for callers", ErrorsForCallers.Violations),
        ("only reads on readers", OnlyReadsOnReaders.Violations),
        ("drained", Drained.Violations),
        ("no call without end", EveryCallEnds.Violations),
        ("nothing leaked", NothingLeaked.Violations),
        ("settled", Settled.Violations),
        ("reads go on", ReadsGoOn.Violations),
        ("waiters are served", WaitersAreServed.Violations),
        ("suspects are left", SuspectsAreLeft.Violations),
        ("refusals are confirmed", RefusalsAreConfirmed.Violations),
        ("lost for a reason", LostForAReason.Violations),
        ("a second writer gets nothing", SecondWriterGetsNothing.Violations),
        ("a second writer waits", SecondWriterWaits.Violations),
        ("a server that can serve is not taken away", ServersStay.Violations),
        ("established connections go on", ConnectionsGoOn.Violations),
        ("callers do not notice", CallersDoNotNotice.Violations),
        ("the monitor's load is bounded", BoundedLoad.Violations),
        ("the fence in force is called", FenceInForce.Violations),
        ("sessions see their own", SessionsSeeTheirOwn.Violations),
    ];

    public static IEnumerable<string> Violations(RunHistory history) =>
        All.SelectMany(invariant => invariant.Violations(history).Select(violation => $"{invariant.Name}: {violation}"));
}
