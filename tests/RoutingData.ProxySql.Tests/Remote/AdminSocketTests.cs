using System.Buffers.Binary;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using RoutingData.ProxySql.Remote;
using RoutingData.ProxySql.Tests.Tool;

namespace RoutingData.ProxySql.Tests.Remote;

/// <summary>A running application's admin interface on its socket.</summary>
public sealed class AdminSocketTests : IAsyncLifetime
{
    private const string Servers = "Server=db001,db002;User ID=app;Password=s3cret";

    private readonly ToolRun _tool = new();
    private readonly List<IHostedService> _running = [];
    private readonly ServiceCollection _services = new();
    private ServiceProvider? _provider;

    private string Path => System.IO.Path.Combine(_tool.Folder, "a.sock");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no socket on Windows.");
        _services.AddRoutingMySql(Servers).AddRoutingAdmin(admin => admin.Socket = Path);
        _services.AddKeyedRoutingMySql("reports", "Server=rep001,rep002;User ID=app").AddRoutingAdmin();
        _provider = _services.BuildServiceProvider();
        await StartAsync(_provider);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _running) await service.StopAsync(CancellationToken.None);
        if (_provider is not null) await _provider.DisposeAsync();
        _tool.Dispose();
    }

    [Fact]
    public async Task Statements_run_in_the_application_with_values_as_they_are()
    {
        var admin = _provider!.GetRequiredService<RoutingAdmin>();
        await using var connection = new RoutingAdminConnection(Path);
        await connection.OpenAsync(Token);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 9007199254740993 AS a, 0.5 AS b, NULL AS c, 'x\n\u00fc' AS d, x'01ff' AS e";
        await using (var remote = await command.ExecuteReaderAsync(Token))
        {
            Assert.True(await remote.ReadAsync(Token));
            Assert.Equal((9007199254740993L, 0.5, "x\n\u00fc"), (remote.GetInt64(0), remote.GetDouble(1), remote.GetString(3)));
            Assert.True(remote.IsDBNull(2));
        }

        command.CommandText = "UPDATE mysql_servers SET weight = 5";
        Assert.Equal(2, await command.ExecuteNonQueryAsync(Token));
        Assert.Equal(2, command.RowsChanged);
        using var local = admin.OpenConnection();
        using var look = local.CreateCommand();
        look.CommandText = "SELECT DISTINCT weight FROM mysql_servers";
        Assert.Equal(5L, look.ExecuteScalar());

        command.CommandText = "SELECT nothing FROM mysql_servers";
        var refused = await Assert.ThrowsAsync<RoutingAdminException>(() => command.ExecuteScalarAsync(Token));
        Assert.Contains("statement(1,1): ", refused.Message, StringComparison.Ordinal);
        command.CommandText = "SELECT password FROM mysql_users";
        Assert.DoesNotContain("s3cret", (string)(await command.ExecuteScalarAsync(Token))!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_tool_talks_to_it()
    {
        var end = await _tool.RunAsync("admin", "--socket", Path, "--", "SELECT hostname FROM mysql_servers ORDER BY 1");
        Assert.Equal((0, "hostname\ndb001\ndb002\n", ""), (end.Code, end.Output, end.Error));
    }

    [Fact]
    public void Only_the_processs_own_user_may_connect()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Files have no such rights on Windows.");
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
    }

    [Fact]
    public void A_key_has_its_own_and_nothing_listens_unless_it_is_asked_for()
    {
        using var connection = _provider!.GetRequiredKeyedService<RoutingAdmin>("reports").OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT MIN(hostname) FROM mysql_servers";
        Assert.Equal("rep001", command.ExecuteScalar());
        Assert.Single(_running, service => service.GetType().Name == "AdminSocketService");
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    [InlineData(64)]
    public async Task What_is_no_message_ends_its_connection_and_no_other(int length)
    {
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(Path), Token);
            var head = new byte[4];
            BinaryPrimitives.WriteInt32BigEndian(head, length);
            await socket.SendAsync(head, Token);
            if (length == 64) socket.Shutdown(SocketShutdown.Send);
            Assert.Equal(0, await ReceiveAsync(socket));
        }

        Assert.Equal(0, (await _tool.RunAsync("admin", "--socket", Path, "--", "SELECT 1")).Code);
    }

    [Fact]
    public async Task A_second_process_does_not_take_the_socket_and_goes_on_without_it()
    {
        await using var second = _services.BuildServiceProvider();
        await StartAsync(second);
        Assert.Equal(0, (await _tool.RunAsync("admin", "--socket", Path, "--", "SELECT 1")).Code);
    }

    [Fact]
    public void What_a_killed_process_left_behind_is_replaced_and_a_file_is_not()
    {
        var left = System.IO.Path.Combine(_tool.Folder, "left.sock");
        using (var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            socket.Bind(new UnixDomainSocketEndPoint(left + ".bound"));
            // Where its own end does not find it.
            File.Move(left + ".bound", left);
        }

        Assert.True(File.Exists(left));
        var session = _provider!.GetRequiredService<RoutingAdmin>().Session;
        using (var listener = new AdminListener(session, left, NullLogger.Instance)) listener.Listen();
        Assert.False(File.Exists(left));

        var file = _tool.Write("file.sock", "text");
        using var refused = new AdminListener(session, file, NullLogger.Instance);
        Assert.Throws<IOException>(refused.Listen);
        Assert.Equal("text", File.ReadAllText(file));
    }

    private static async Task<int> ReceiveAsync(Socket socket)
    {
        try
        {
            return await socket.ReceiveAsync(new byte[16], Token);
        }
        catch (SocketException)
        {
            // Reset, which ends it as well.
            return 0;
        }
    }

    // The monitor would ask servers that are not there.
    private async Task StartAsync(IServiceProvider provider)
    {
        foreach (var service in provider.GetServices<IHostedService>().OfType<BackgroundService>())
        {
            await service.StartAsync(Token);
            _running.Add(service);
        }
    }
}
