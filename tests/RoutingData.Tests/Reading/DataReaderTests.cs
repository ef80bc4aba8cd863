using System.Data.Common;
using System.Reflection;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.SessionStates;
using RoutingData.Sessions;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Pools;

namespace RoutingData.Tests.Reading;

/// <summary>A result is whole, or there is an exception, and it is a <see cref="DbException"/>.</summary>
[Trait("Fault", "R1")]
[Trait("Fault", "R3")]
public sealed class DataReaderTests : IDisposable
{
    private readonly RoutingDbDataSource _source;
    private readonly ScriptedReader _inner = new(rows: 3);
    private BackendConnection _backend;
    private DbDataReader _reader;

    public DataReaderTests()
    {
        _source = new RoutingDbDataSource(
            new RoutingOptions { ConnectionString = "Server=db001,db002;User ID=app" }.UseDriver(new WatchedFactory().Driver));
        (_backend, _reader) = Open(_source.Runtime.Plan.Router.Read);
    }

    public void Dispose() => _source.Dispose();

    public static TheoryData<string> Calls => ["Read", "ReadAsync", "NextResult", "NextResultAsync", "GetInt32", "GetValue", "IsDBNullAsync", "GetFieldValue"];

    [Fact]
    public void While_its_connection_stands_it_is_the_drivers()
    {
        for (var i = 0; i < 3; i++)
        {
            Assert.True(_reader.Read());
            Assert.Equal(i, _reader.GetInt32(0));
            Assert.Equal(i, _reader["n"]);
        }

        Assert.False(_reader.Read());
        Assert.Same(_inner, ((RoutingDbDataReader)_reader).GetDriverReader<ScriptedReader>());
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Once_its_connection_was_ended_every_call_says_so_whatever_the_driver_would_say(string call)
    {
        Assert.True(_reader.Read());
        _backend.Terminate();
        var error = await Assert.ThrowsAsync<RoutingDbException>(() => CallAsync(call));
        Assert.Equal((StatementOutcome.NotExecuted, true), (error.Outcome, error.IsTransient));
        Assert.Contains("db001:3306 (hostgroup 20) does not answer its probe", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_end_in_the_midst_of_a_call_is_no_end_of_the_rows()
    {
        var ending = new EndsWhileReading(_backend);
        var reader = new RoutingDbDataReader(ending, Session(), _backend, _source.Runtime.Plan.Router.Read);
        Assert.Throws<RoutingDbException>(() => reader.Read());
        Assert.True(ending.SaidFalse);
    }

    [Theory]
    [InlineData(typeof(EndOfStreamException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(System.Net.Sockets.SocketException))]
    [InlineData(typeof(ObjectDisposedException))]
    public void What_a_driver_throws_for_a_lost_connection_becomes_a_DbException(Type type)
    {
        _inner.Throws = type == typeof(ObjectDisposedException)
            ? new ObjectDisposedException("socket")
            : (Exception)Activator.CreateInstance(type)!;
        var error = Assert.Throws<RoutingDbException>(() => _reader.Read());
        Assert.Same(_inner.Throws, error.InnerException);
        Assert.Contains("broke the connection", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_else_a_driver_throws_is_the_callers_unchanged()
    {
        foreach (var exception in new Exception[] { new FakeDbException(1317, "interrupted"), new InvalidCastException(), new FormatException() })
        {
            _inner.Throws = exception;
            Assert.Same(exception, Record.Exception(() => _reader.Read()));
        }
    }

    [Fact]
    public void A_write_with_rows_has_an_unknown_outcome()
    {
        (_backend, _reader) = Open(RouteOf("INSERT INTO t VALUES (1) RETURNING a"));
        _backend.Terminate();
        Assert.Equal((StatementOutcome.Unknown, false), Outcome(Assert.Throws<RoutingDbException>(() => _reader.Read())));
    }

    [Fact]
    public void Closing_it_on_a_broken_connection_throws_nothing_and_lets_the_connection_go()
    {
        _inner.DisposeThrows = new EndOfStreamException();
        _backend.Terminate();
        _reader.Dispose();
        _reader.Dispose();
        Assert.Equal((1, true), (_inner.Disposals, _reader.IsClosed));
    }

    [Theory]
    [InlineData("SELECT a FROM t", null)]
    [InlineData("CALL p()", StatementOutcome.Unknown)]
    [InlineData("INSERT INTO t VALUES (1) RETURNING a", StatementOutcome.Unknown)]
    [InlineData("SELECT 1; INSERT INTO t VALUES (1)", StatementOutcome.Unknown)]
    public void Closing_it_early_tells_of_a_loss_if_the_rest_may_write(string text, StatementOutcome? outcome)
    {
        (_backend, _reader) = Open(RouteOf(text));
        _inner.Throws = _inner.DisposeThrows = new EndOfStreamException();
        var error = Record.Exception(() => _reader.Dispose());
        Assert.Equal(outcome, (error as RoutingDbException)?.Outcome);
        Assert.Equal(outcome is null, error is null);
        _reader.Dispose();
        Assert.True(_reader.IsClosed);
    }

    [Fact]
    public void A_loss_that_was_told_is_not_told_again_as_it_closes()
    {
        (_backend, _reader) = Open(RouteOf("CALL p()"));
        _inner.Throws = _inner.DisposeThrows = new EndOfStreamException();
        Assert.Throws<RoutingDbException>(() => _reader.Read());
        _reader.Dispose();
        Assert.Equal(1, _inner.Disposals);
    }

    [Theory]
    [InlineData("SELECT a FROM t", StatementOutcome.NotExecuted)]
    [InlineData("CALL p()", StatementOutcome.Unknown)]
    public void A_loss_that_the_driver_tells_as_a_DbException_has_an_outcome_too(string text, StatementOutcome outcome)
    {
        (_backend, _reader) = Open(RouteOf(text));
        _inner.Throws = new FakeDbException(0, "Failed to read the result set.", new EndOfStreamException());
        Assert.Same(_inner.Throws, Record.Exception(() => _reader.Read()));

        _backend.Connection.Close();
        var error = Assert.Throws<RoutingDbException>(() => _reader.Read());
        Assert.Equal((outcome, _inner.Throws), (error.Outcome, error.InnerException));
    }

    [Fact]
    public async Task Without_a_socket_a_pending_read_is_released_and_the_drivers_reader_is_left_alone()
    {
        var pool = new WatchedFactory(hasSockets: false).Pool("db001");
        pool.TryAcquirePermit();
        var backend = await pool.OpenAsync(async: true, 20, TimeSpan.FromSeconds(1), CancellationToken.None);
        var pending = new TaskCompletionSource<bool>();
        _inner.Pending = pending.Task;
        await using var reader = Session().Results.TrackReader(backend, _source.Runtime.Plan.Router.Read, _inner);
        var reading = reader.ReadAsync(TestContext.Current.CancellationToken);
        backend.Terminate();

        await Assert.ThrowsAsync<RoutingDbException>(() => reading);
        await reader.DisposeAsync();
        Assert.Equal(0, _inner.Disposals);
        pending.SetResult(true);
    }

    [Fact]
    public async Task Without_a_socket_a_text_that_is_closed_half_read_is_released_too()
    {
        var pool = new WatchedFactory(hasSockets: false).Pool("db001");
        pool.TryAcquirePermit();
        var backend = await pool.OpenAsync(async: true, 20, TimeSpan.FromSeconds(1), CancellationToken.None);
        var pending = new TaskCompletionSource<bool>();
        _inner.PendingResult = pending.Task;
        var closing = Session().Results.TrackReader(backend, RouteOf("SELECT 1; SET @a = 1"), _inner).DisposeAsync().AsTask();
        Assert.False(closing.IsCompleted);
        backend.Terminate();

        await Assert.ThrowsAsync<RoutingDbException>(() => closing);
        Assert.Equal(0, _inner.Disposals);
        pending.SetResult(true);
    }

    [Fact]
    public void Every_member_of_a_data_reader_is_handed_on()
    {
        // What DbDataReader itself makes of other members.
        string[] derived = ["GetData", "GetDbDataReader", "GetHashCode", "Equals", "ToString", "Finalize", "Dispose", "InitializeLifetimeService", "CreateObjRef"];
        var members = typeof(DbDataReader).GetMethods(BindingFlags.Instance | BindingFlags.Public)
            .Where(method => method is { IsVirtual: true, IsFinal: false } && !derived.Contains(method.Name))
            .Where(method => typeof(RoutingDbDataReader).GetMethods().Any(own =>
                own.Name == method.Name && own.DeclaringType != typeof(RoutingDbDataReader) && own.ToString() == method.ToString()));
        Assert.Empty(members.Select(method => method.ToString()));
    }

    private (BackendConnection, DbDataReader) Open(Route route)
    {
        var pool = new WatchedFactory().Pool("db001");
        pool.TryAcquirePermit();
        var backend = pool.OpenAsync(async: false, 20, TimeSpan.FromSeconds(1), CancellationToken.None).GetAwaiter().GetResult();
        return (backend, Session().Results.TrackReader(backend, route, _inner));
    }

    private Route RouteOf(string text) => _source.Runtime.Plan.Router.GetRoute(text, default, "", default, new BoundNames(names: null));

    private RoutingSession Session() => new(_source.Runtime.Sessions, SessionState.Initial);

    private static (StatementOutcome, bool) Outcome(RoutingDbException error) => (error.Outcome, error.IsTransient);

    private Task CallAsync(string call)
    {
        switch (call)
        {
            case "ReadAsync": return _reader.ReadAsync();
            case "NextResultAsync": return _reader.NextResultAsync();
            case "IsDBNullAsync": return _reader.IsDBNullAsync(0);
            case "Read": _reader.Read(); break;
            case "NextResult": _reader.NextResult(); break;
            case "GetInt32": _reader.GetInt32(0); break;
            case "GetValue": _reader.GetValue(0); break;
            case "GetFieldValue": _reader.GetFieldValue<int>(0); break;
        }

        return Task.CompletedTask;
    }

    private sealed class EndsWhileReading(BackendConnection backend) : FakeReader([new System.Data.DataTable()], instead: null)
    {
        public bool SaidFalse { get; private set; }

        // What Dispose from another thread made of MySqlConnector's Read.
        public override bool Read()
        {
            backend.Terminate();
            SaidFalse = true;
            return false;
        }
    }
}
