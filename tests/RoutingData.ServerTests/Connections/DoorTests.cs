using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Connections;

/// <summary>Open with hosts that are not there: soon, what failed of each, by name, and never only the driver's sentence without a host.</summary>
[Collection("Connections from connection strings")]
public sealed class DoorTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "E8")]
    public async Task Each_server_is_named_with_its_own_reason(bool async)
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var (misspelt, shut, mute) = ("db001.invalid:3306", $"127.0.0.1:{FreePort()}", $"127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}");
        await using var connection = new RoutingDbConnection($"Server={misspelt},{shut},{mute};User ID=app;Password=secret");
        var begun = Stopwatch.GetTimestamp();

        var error = await Assert.ThrowsAsync<RoutingDbException>(() => connection.OpenAsync(async));

        // Connection Timeout is 15 s; a busy machine gets the rest.
        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Assert.Contains($"{misspelt} does not answer (no such host)", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{shut} does not answer (connection refused)", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{mute} does not answer (no answer in time)", error.Message, StringComparison.Ordinal);
        Assert.IsAssignableFrom<DbException>(error.InnerException);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal((StatementOutcome.NotExecuted, true), (error.Outcome, error.IsTransient));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
