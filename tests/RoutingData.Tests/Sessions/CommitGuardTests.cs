using System.Transactions;
using RoutingData.Pools;
using RoutingData.SessionStates;
using RoutingData.Sessions;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Sessions;

/// <summary>A TransactionScope's commit, with both ways in which the drivers take part in one.</summary>
[Trait("Requirement", "D27")]
public sealed class CommitGuardTests : IAsyncDisposable
{
    private static readonly PoolLimits Limits = new(MaxConnections: 50, MaxConcurrentConnects: 8, TimeSpan.FromSeconds(15));

    private readonly Watched _watched = new();

    public ValueTask DisposeAsync() => _watched.DisposeAsync();

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_is_committed_where_it_ran(bool promotable)
    {
        using var transaction = new CommittableTransaction();
        var driver = await BeginAsync(transaction, promotable);
        transaction.Commit();
        Assert.Equal("commit", driver.Ended);
        Assert.Equal(Guid.Empty, transaction.TransactionInformation.DistributedIdentifier);
    }

    [Theory(Timeout = Watched.Limit)]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_transaction_on_a_writer_that_was_replaced_is_rolled_back(bool promotable)
    {
        using var transaction = new CommittableTransaction();
        var driver = await BeginAsync(transaction, promotable);
        await ReplaceWriterAsync();

        var error = Assert.IsType<RoutingDbException>(Assert.Throws<TransactionAbortedException>(transaction.Commit).InnerException);
        Assert.Equal((StatementOutcome.RolledBack, true), (error.Outcome, error.IsTransient));
        Assert.Contains("db002:3306 is the writer now", error.Message, StringComparison.Ordinal);
        Assert.Equal("rollback", driver.Ended);
    }

    private async Task<EnlistedDriver> BeginAsync(Transaction transaction, bool promotable)
    {
        await _watched.StartAsync();
        var driver = EnlistedDriver.In(transaction, promotable);
        var address = Watched.Address(_watched.Servers[0]);
        var pool = new ServerPool(address, _watched.Driver, address.Hostname, Limits, _watched.Time, new InFlightClock(_watched.Time));
        var backend = new BackendConnection(pool, _watched.Driver.Factory.CreateConnection()!, 10);
        CommitGuard.Enlist(transaction, _watched.Monitor, backend, () => SessionState.Initial, () => { });
        return driver;
    }

    private async Task ReplaceWriterAsync()
    {
        _watched.Servers[0].ReadOnly = true;
        _watched.Servers[1].ReadOnly = false;
        _watched.Monitor.ReportFailure(Watched.Address(_watched.Servers[0]));
        await _watched.Monitor.WaitForAsync(
            topology => topology.WriterOf(10)?.Address.Hostname != "db001", TimeSpan.FromSeconds(1), CancellationToken.None);
        await _watched.RestAsync();
        Assert.Equal("db002", _watched.Writer);
    }
}
