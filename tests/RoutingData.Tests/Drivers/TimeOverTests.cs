using System.Net;
using System.Net.Sockets;
using RoutingData.Connecting;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Drivers;

/// <summary>MySql.Data's word for a connect or a statement whose time is over just as it turns to its socket.</summary>
[Trait("Fault", "R1")]
public sealed class TimeOverTests
{
    [Fact]
    public void It_is_a_lost_connection_that_is_worth_another_try()
    {
        var error = NoTimeLeft();

        Assert.True(DriverError.IsConnectionLost(error));
        Assert.True(DriverError.IsConnectionLost(new InvalidOperationException("outside", error)));
        Assert.True(ConnectRetry.IsWorthwhile(error));
        Assert.False(ConnectRetry.IsOwn(error));
        Assert.False(HopelessConnect.Is(error));
    }

    [Fact]
    public void Another_argument_out_of_its_range_is_the_callers()
    {
        var error = new ArgumentOutOfRangeException("value", "Port must be 1 to 65535.");

        Assert.False(DriverError.IsConnectionLost(error));
        Assert.False(ConnectRetry.IsWorthwhile(error));
        Assert.True(ConnectRetry.IsOwn(error));
        Assert.True(HopelessConnect.Is(error));
    }

    private static ArgumentOutOfRangeException NoTimeLeft()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        client.Connect((IPEndPoint)listener.LocalEndpoint);
        using var stream = client.GetStream();
        return Assert.Throws<ArgumentOutOfRangeException>(() => stream.ReadTimeout = 0);
    }
}
