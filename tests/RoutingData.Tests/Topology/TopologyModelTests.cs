using FsCheck;
using FsCheck.Fluent;

namespace RoutingData.Tests.Topology;

/// <summary>Random fleets, faults and interleavings of probes. FsCheck prints the seed and the shortest history that fails.</summary>
public sealed class TopologyModelTests
{
    [Fact]
    [Trait("Requirement", "D27")]
    [Trait("Requirement", "D36")]
    public void An_old_writer_may_return_writable_and_there_is_never_a_second_writer() => Run(orderly: false, 3000);

    [Fact]
    [Trait("Requirement", "D29")]
    [Trait("Requirement", "D36")]
    [Trait("Requirement", "D37")]
    public void After_orderly_promotions_there_is_never_a_conflict_and_the_writer_is_found() => Run(orderly: true, 3000);

    private static void Run(bool orderly, int histories)
    {
        var (elections, conflicts) = (0, 0);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(histories), Prop.ForAll(ModelPlan.Any(orderly), plan =>
        {
            var run = new ModelRun(plan).Play();
            elections += run.Elections;
            conflicts += run.Conflicts;
        }));

        // The histories must have had something to decide.
        Assert.True(elections > histories, $"{elections} elections");
        Assert.Equal(orderly, conflicts == 0);
    }
}
