using System.Data.Common;
using RoutingData.Backends;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Failover;

/// <summary>A command that was ended on a dead server runs elsewhere: only when its driver has let go of it there (D50).</summary>
public sealed class CommandMoveTests : IDisposable
{
    private readonly BindingFactory _factory = new();
    private readonly RoutingDbDataSource _source;
    private readonly RoutingDbCommand _command;
    private readonly BackendConnection _ended;
    private readonly BackendConnection _next;

    public CommandMoveTests()
    {
        _source = new RoutingDbDataSource(new RoutingOptions { ConnectionString = "Server=db001,db002;User ID=app" }.UseDriver(_factory));
        _command = (RoutingDbCommand)_source.CreateConnection().CreateCommand();
        (_ended, _next) = (Connect("db001"), Connect("db002"));
        _command.AttachTo(_ended);
        _ended.Begin(isRepeatable: true);
    }

    [Fact]
    [Trait("Requirement", "D50")]
    public async Task Asynchronously_it_waits_for_its_end_on_the_dead_server()
    {
        Assert.True(_command.CanRunAtOnceOn(_next));
        Assert.True(_ended.EndRepeatable());

        Assert.False(_command.CanRunAtOnceOn(_next));
        var moving = _command.AttachToAsync(_next, TestContext.Current.CancellationToken).AsTask();
        Assert.False(moving.IsCompleted);

        _factory.LetGo();
        Assert.Same(_next.Connection, (await moving).Connection);
        Assert.True(_command.CanRunAtOnceOn(_next));
    }

    [Fact]
    [Trait("Requirement", "D50")]
    public async Task Synchronously_it_waits_too()
    {
        _ended.End();
        var begun = new TaskCompletionSource();
        var moving = Task.Run(() =>
        {
            begun.SetResult();
            return _command.AttachTo(_next).Connection;
        });

        await begun.Task;
        _factory.LetGo();
        Assert.Same(_next.Connection, await moving);
    }

    [Fact]
    public async Task The_wait_ends_with_the_callers_patience()
    {
        _ended.End();
        using var impatience = new CancellationTokenSource();
        var moving = _command.AttachToAsync(_next, impatience.Token).AsTask();
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => moving);
    }

    public void Dispose()
    {
        _factory.LetGo();
        _command.Dispose();
        _source.Dispose();
    }

    private BackendConnection Connect(string server)
    {
        var driver = new MySqlDriver(_factory, DriverKind.MySqlConnector, _ => null);
        var pool = new ServerPool(
            new ServerAddress(server, 3306), driver, server, new PoolLimits(1, 1, TimeSpan.FromSeconds(1)), TimeProvider.System,
            new InFlightClock(TimeProvider.System));
        return new BackendConnection(pool, _factory.CreateConnection(), 10);
    }
}
