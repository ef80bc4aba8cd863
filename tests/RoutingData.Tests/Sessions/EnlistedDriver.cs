using System.Transactions;

namespace RoutingData.Tests.Sessions;

/// <summary>What a driver does in a transaction from outside: MySqlConnector with a volatile enlistment of two phases, MySql.Data with a
/// promotable one of a single phase.</summary>
internal sealed class EnlistedDriver : IEnlistmentNotification, IPromotableSinglePhaseNotification
{
    /// <summary>What it has sent to its server in the end.</summary>
    public string? Ended { get; private set; }

    public static EnlistedDriver In(Transaction transaction, bool promotable)
    {
        var driver = new EnlistedDriver();
        if (promotable) Assert.True(transaction.EnlistPromotableSinglePhase(driver));
        else transaction.EnlistVolatile(driver, EnlistmentOptions.None);
        return driver;
    }

    public void Prepare(PreparingEnlistment preparingEnlistment) => preparingEnlistment.Prepared();

    public void Commit(Enlistment enlistment) => End("commit", enlistment);

    public void Rollback(Enlistment enlistment) => End("rollback", enlistment);

    public void InDoubt(Enlistment enlistment) => enlistment.Done();

    public void Initialize()
    {
    }

    public void SinglePhaseCommit(SinglePhaseEnlistment singlePhaseEnlistment)
    {
        Ended = "commit";
        singlePhaseEnlistment.Committed();
    }

    public void Rollback(SinglePhaseEnlistment singlePhaseEnlistment)
    {
        Ended = "rollback";
        singlePhaseEnlistment.Aborted();
    }

    public byte[] Promote() => throw new InvalidOperationException("Nothing may promote it.");

    private void End(string how, Enlistment enlistment)
    {
        Ended = how;
        enlistment.Done();
    }
}
