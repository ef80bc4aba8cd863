using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Options;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Connections;

/// <summary>Open that cannot succeed: it says why within Connection Timeout, and leaves nothing running.</summary>
[Collection("Connections from connection strings")]
public sealed class OpenFailureTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Password=app", "Password=wrong", 1045, true)]
    [InlineData("Password=app", "Password=wrong", 1045, false)]
    [InlineData("Database=testdb", "Database=no_such_database", 1044, true)]
    [InlineData("Database=testdb", "Database=no_such_database", 1044, false)]
    [InlineData("Password=app", "Password=wrong;Monitor Username=monitor;Monitor Password=monitor", 1045, true)]
    [InlineData("Password=app", "Password=wrong;Monitor Username=monitor;Monitor Password=monitor", 1045, false)]
    [Trait("Requirement", "D32")]
    public async Task A_refused_login_is_the_drivers_own_error_and_leaves_nothing_behind(string part, string by, int number, bool async)
    {
        Assert.Contains(part, cluster.Servers.ConnectionString, StringComparison.OrdinalIgnoreCase);
        var text = cluster.Servers.ConnectionString.Replace(part, by, StringComparison.OrdinalIgnoreCase);
        await using var connection = new RoutingDbConnection(text + ";Connection Timeout=5");

        var error = await Assert.ThrowsAnyAsync<DbException>(() => connection.OpenAsync(async));

        Assert.Equal(number, ServerError.NumberOf(error));
        Assert.IsNotType<RoutingDbException>(error);
        Assert.Equal(ConnectionState.Closed, connection.State);
        await cluster.Servers.WaitForConnectionsAsync(0, "app", "monitor");

        // Asked again, it tries again and says the same.
        error = await Assert.ThrowsAnyAsync<DbException>(() => connection.OpenAsync(async));
        Assert.Equal(number, ServerError.NumberOf(error));
        await cluster.Servers.WaitForConnectionsAsync(0, "app", "monitor");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unreachable_servers_fail_within_Connection_Timeout_and_are_not_watched_any_longer(bool async)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var attempts = 0;
        var closing = Task.Run(
            async () =>
            {
                while (true)
                {
                    using var client = await listener.AcceptTcpClientAsync(Token);
                    Interlocked.Increment(ref attempts);
                }
            },
            Token);
        await using var connection = new RoutingDbConnection(
            $"Server=127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port};User ID=app;Password=secret;Connection Timeout=1");
        var begun = Stopwatch.GetTimestamp();

        var error = await Assert.ThrowsAnyAsync<DbException>(() => connection.OpenAsync(async));

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, TimeSpan.FromSeconds(1) + Slack);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Equal(ConnectionState.Closed, connection.State);

        // A monitor without a writer would ask every 50 ms: none may in ten times that.
        await Task.Delay(100, Token);
        var seen = Volatile.Read(ref attempts);
        Assert.NotEqual(0, seen);
        await Task.Delay(500, Token);
        Assert.Equal(seen, Volatile.Read(ref attempts));
        listener.Stop();
        await Assert.ThrowsAnyAsync<Exception>(() => closing);
    }

    [Theory]
    [InlineData("Server=a,b;Password=p", "User")]
    [InlineData("Server=a;User ID=app;No Such Keyword=1", "No Such Keyword")]
    [InlineData("User ID=app", "Server")]
    public async Task What_is_wrong_with_a_connection_string_is_said_at_Open(string text, string names)
    {
        await using var connection = new RoutingDbConnection(text);

        var error = await Assert.ThrowsAsync<ArgumentException>(() => connection.OpenAsync(Token));

        Assert.Contains(names, error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once()
    {
        var options = new RoutingOptions { ConnectionString = "Server=a;No Such Keyword=1", DefaultHostgroup = -1 };

        var error = Assert.Throws<OptionsValidationException>(() => new RoutingDbDataSource(options));

        Assert.Contains(error.Failures, failure => failure.Contains("No Such Keyword", StringComparison.OrdinalIgnoreCase));
        Assert.Contains(error.Failures, failure => failure.Contains(nameof(RoutingOptions.DefaultHostgroup), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Open_with_a_token_ends_when_the_token_does()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var connection = new RoutingDbConnection(
            $"Server=127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port};User ID=app;Password=p;Connection Timeout=60");
        using var cancelled = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        var begun = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.OpenAsync(cancelled.Token));

        Assert.InRange(Stopwatch.GetElapsedTime(begun), TimeSpan.Zero, Slack);
        Assert.Equal(ConnectionState.Closed, connection.State);
    }
}
