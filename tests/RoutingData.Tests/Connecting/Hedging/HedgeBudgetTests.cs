using FsCheck;
using FsCheck.Fluent;
using RoutingData.Connecting.Hedging;

namespace RoutingData.Tests.Connecting.Hedging;

/// <summary>How many reads may be sent twice.</summary>
public sealed class HedgeBudgetTests
{
    [Fact]
    public void Whatever_comes_no_more_is_spent_than_the_part_that_was_paid_in() => Check.One(
        Config.QuickThrowOnFailure,
        Prop.ForAll(
            (from percent in Gen.Choose(1, 100) from reads in Gen.Choose(1, 40).ArrayOf() select (percent, reads)).ToArbitrary(),
            both =>
            {
                var budget = new HedgeBudget(both.percent);
                var (reads, spent) = (0, 0);
                foreach (var some in both.reads)
                {
                    for (var read = 0; read < some; read++, reads++) budget.NoteRead();
                    while (budget.TrySpend()) spent++;
                    Assert.InRange(spent, ((both.percent * reads) / 100) - 1, both.percent * reads / 100);
                }
            }));

    [Fact]
    public void What_is_saved_is_bounded()
    {
        var budget = new HedgeBudget(5);
        Assert.False(budget.TrySpend());
        for (var read = 0; read < 1_000_000; read++) budget.NoteRead();
        var spent = 0;
        while (budget.TrySpend()) spent++;
        Assert.Equal(HedgeBudget.MostSaved, spent);
    }
}
