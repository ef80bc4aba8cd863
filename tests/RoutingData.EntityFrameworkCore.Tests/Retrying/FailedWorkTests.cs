using System.Data.Common;
using RoutingData.Recovery;

namespace RoutingData.EntityFrameworkCore.Tests.Retrying;

/// <summary>What the strategy runs again: the table of docs/ef-core.md.</summary>
[Trait("Requirement", "D07")]
public sealed class FailedWorkTests
{
    private const int Deadlock = 1213, LockWait = 1205, ReadOnly = 1290, Duplicate = 1062, Full = 1040, Shutdown = 1053;

    [Theory]
    [InlineData(StatementOutcome.NotExecuted, true, true)]
    [InlineData(StatementOutcome.NotExecuted, false, false)]
    [InlineData(StatementOutcome.RolledBack, true, true)]
    [InlineData(StatementOutcome.Unknown, false, false)]
    [InlineData(StatementOutcome.Unknown, true, false)]
    public void The_routers_own_errors(StatementOutcome outcome, bool isTransient, bool again) =>
        Assert.Equal(again, FailedWork.LeftNothing(new RoutingDbException("...", outcome, isTransient)));

    [Theory]
    [InlineData(Deadlock, "RolledBack", true)]
    [InlineData(Deadlock, "NotExecuted", true)]
    [InlineData(LockWait, "RolledBack", true)]
    [InlineData(ReadOnly, "RolledBack", true)]
    [InlineData(ReadOnly, "NotExecuted", true)]
    [InlineData(Full, null, true)]
    [InlineData(Deadlock, null, false)]
    [InlineData(ReadOnly, null, false)]
    [InlineData(ReadOnly, "Unknown", false)]
    [InlineData(Duplicate, null, false)]
    [InlineData(Duplicate, "NotExecuted", false)]
    [InlineData(Shutdown, null, false)]
    public void The_servers_errors(int number, string? outcome, bool again) =>
        Assert.Equal(again, FailedWork.LeftNothing(new ServerException(number, outcome)));

    [Fact]
    public void A_broken_link_or_anything_else_is_never_run_again()
    {
        Assert.False(FailedWork.LeftNothing(new ServerException(null, null, new EndOfStreamException())));
        Assert.False(FailedWork.LeftNothing(new TimeoutException()));
        Assert.False(FailedWork.LeftNothing(new InvalidOperationException()));
        Assert.False(FailedWork.LeftNothing(null));
    }

    private sealed class ServerException : DbException
    {
        public ServerException(int? number, string? outcome, Exception? innerException = null)
            : base("...", innerException)
        {
            if (number is not null) Data["Server Error Code"] = number;
            if (outcome is not null) Data["RoutingData.Outcome"] = outcome;
        }
    }
}
