using FsCheck;
using FsCheck.Fluent;

namespace RoutingData.Tests.Topology;

/// <summary>A random fleet and a random interleaving of what happens to it and of probes.</summary>
/// <param name="Servers">How many.</param>
/// <param name="Orderly">Never two are writable, and none is demoted and promoted again between two of its probes.</param>
/// <param name="MaxFailures">As in the definition.</param>
/// <param name="WriterIsAlsoReader">As in the definition.</param>
/// <param name="Steps">What happens.</param>
internal sealed record ModelPlan(int Servers, bool Orderly, int MaxFailures, bool WriterIsAlsoReader, (Deed Deed, int Server)[] Steps)
{
    // Probes are most of what happens.
    private static readonly Gen<Deed> AnyDeed = Gen.Frequency(
        (8, Gen.Constant(Deed.SetOut)), (8, Gen.Constant(Deed.Tell)), (8, Gen.Constant(Deed.Return)),
        (2, Gen.Constant(Deed.Write)), (2, Gen.Constant(Deed.CatchUp)), (2, Gen.Constant(Deed.Follow)),
        (1, Gen.Constant(Deed.Hang)), (2, Gen.Constant(Deed.Resume)), (1, Gen.Constant(Deed.Die)), (2, Gen.Constant(Deed.Restart)),
        (1, Gen.Constant(Deed.Switchover)), (3, Gen.Constant(Deed.Failover)));

    public static Arbitrary<ModelPlan> Any(bool orderly)
    {
        var plans =
            from servers in Gen.Choose(2, 5)
            from maxFailures in Gen.Choose(1, 3)
            from writerIsAlsoReader in Gen.Elements(true, false)
            from length in Gen.Choose(10, 120)
            from deeds in AnyDeed.ArrayOf(length)
            from targets in Gen.Choose(0, servers - 1).ArrayOf(length)
            select new ModelPlan(servers, orderly, maxFailures, writerIsAlsoReader, [.. deeds.Zip(targets)]);
        return Arb.From(plans, Shrink);
    }

    public override string ToString() =>
        $"{Servers} servers, orderly {Orderly}, {MaxFailures} failures, writer reads {WriterIsAlsoReader}: " +
        string.Join(' ', Steps.Select(step => $"{(char)('a' + step.Server)}:{step.Deed}"));

    // Without one stretch of its steps, longest first.
    private static IEnumerable<ModelPlan> Shrink(ModelPlan plan)
    {
        for (var length = plan.Steps.Length / 2; length > 0; length /= 2)
        {
            for (var start = 0; start + length <= plan.Steps.Length; start += length)
            {
                yield return plan with { Steps = [.. plan.Steps[..start], .. plan.Steps[(start + length)..]] };
            }
        }
    }
}
