using System.Data;
using RoutingData.Execution;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Sessions;
using RoutingData.Tests.Pools;
using RoutingData.Threading;

namespace RoutingData.Tests.Sessions;

/// <summary>A connection that was ended at the very moment its statement came back: what is data is not handed out, in a tied session neither.</summary>
[Trait("Fault", "R1")]
public sealed class EndedResultTests : IDisposable
{
    private readonly RoutingDbDataSource _source = new(
        new RoutingOptions { ConnectionString = "Server=db001,db002;User ID=app" }.UseDriver(new WatchedFactory().Driver));

    public void Dispose() => _source.Dispose();

    [Theory]
    [InlineData("SELECT a FROM t", StatementOutcome.NotExecuted)]
    [InlineData("SELECT a FROM t FOR UPDATE", StatementOutcome.Unknown)]
    [InlineData("INSERT INTO t VALUES (1) RETURNING a", StatementOutcome.Unknown)]
    public void Data_of_a_pinned_session_is_an_error(string text, StatementOutcome outcome)
    {
        var error = Assert.Throws<RoutingDbException>(() => Run<string, Data>(text));
        Assert.Equal(outcome, error.Outcome);
        Assert.False(error.IsTransient);
    }

    [Fact]
    public void The_count_of_a_write_stands() => Assert.Equal(7, Run<int, Count>("UPDATE t SET a = 1"));

    private T Run<T, TOperation>(string text)
        where TOperation : struct, IBackendOperation<T>
    {
        var pool = new WatchedFactory().Pool("db001");
        Assert.True(pool.TryAcquirePermit());
        var backend = SyncResult.Of(pool.OpenAsync(async: false, 10, TimeSpan.FromSeconds(1), CancellationToken.None));
        var session = new RoutingSession(_source.Runtime.Sessions, SessionState.Initial);
        session.Hold(backend);
        session.Results.Remember(Route("SET @a = 1"), backend);
        return SyncResult.Of(_source.Runtime.Runner.RunAsync<T, TOperation>(
            async: false, session, Route(text), TimeSpan.FromSeconds(1), default, CancellationToken.None));
    }

    private Route Route(string text) => _source.Runtime.Plan.Router.GetRoute(text, CommandType.Text, "", default, new BoundNames(names: null));

    private readonly struct Data : IBackendOperation<string>
    {
        public static bool BringsData => true;

        public string Run(BackendConnection backend)
        {
            backend.Terminate();
            return "what a driver made of it";
        }

        public Task<string> RunAsync(BackendConnection backend, CancellationToken cancellationToken) => throw new NotSupportedException();
    }

    private readonly struct Count : IBackendOperation<int>
    {
        public int Run(BackendConnection backend)
        {
            backend.Terminate();
            return 7;
        }

        public Task<int> RunAsync(BackendConnection backend, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
