using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Probing;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Drivers;

/// <summary>What the network says where a driver does not.</summary>
[Trait("Fault", "E8")]
public sealed class ConnectReasonTests
{
    private const int CannotConnect = 1042;

    private readonly int _port = FreePort();
    private readonly ManualTime _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task It_is_asked_once_a_second_at_most(bool async)
    {
        var reason = Of("127.0.0.1", MySqlDriver.Find());
        var failure = new FakeDbException(CannotConnect, "Unable to connect.");

        var told = await reason.OfAsync(async, failure, Token);
        Assert.Equal(SocketError.ConnectionRefused, Assert.IsType<SocketException>(told.InnerException).SocketErrorCode);
        Assert.StartsWith(failure.Message, told.Message, StringComparison.Ordinal);

        // It listens now, and nobody looks.
        using var listener = new TcpListener(IPAddress.Loopback, _port);
        listener.Start();
        _time.Advance(TimeSpan.FromMilliseconds(999));
        Assert.Same(told.InnerException, (await reason.OfAsync(async, failure, Token)).InnerException);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Same(failure, await reason.OfAsync(async, failure, Token));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_name_that_is_not_known_is_told(bool async)
    {
        var reason = Of("db001.invalid", MySqlDriver.Find());

        var told = await reason.OfAsync(async, new FakeDbException(CannotConnect, "Unable to connect."), Token);

        Assert.IsType<SocketException>(told.InnerException);
    }

    [Fact]
    public async Task What_says_itself_what_happened_or_comes_from_a_server_is_left_alone()
    {
        var reason = Of("127.0.0.1", MySqlDriver.Find());
        foreach (var failure in new Exception[] { new FakeDbException(DriverError.AccessDenied, "no"), new TimeoutException(), new IOException() })
            Assert.Same(failure, await reason.OfAsync(async: true, failure, Token));
        var ofOther = Of("127.0.0.1", new MySqlDriver(new FakeDriver(), DriverKind.MySqlConnector));
        var cannot = new FakeDbException(CannotConnect, "Unable to connect.");
        Assert.Same(cannot, await ofOther.OfAsync(async: true, cannot, Token));
    }

    private ConnectReason Of(string host, MySqlDriver driver) => new(new ServerAddress(host, _port), driver, _time);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
