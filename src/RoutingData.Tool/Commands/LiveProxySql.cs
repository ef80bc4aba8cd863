using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.ProxySql;
using RoutingData.Tool.Abstractions;

namespace RoutingData.Tool.Commands;

/// <summary>A running ProxySQL.</summary>
internal sealed class LiveProxySql
{
    private const int AdminPort = 6032;

    // Where its tables are, in memory.
    private const string Schema = "main";

    private readonly string _host;
    private readonly int _port;
    private readonly DbConnectionStringBuilder _login;

    private LiveProxySql(string host, int port, string user, string password)
    {
        (_host, _port) = (host, port);
        // No pool: what it resets a connection with is not ProxySQL's to understand.
        _login = new DbConnectionStringBuilder { ["Server"] = host, ["Port"] = port, ["User ID"] = user, ["Password"] = password, ["Database"] = Schema, ["Pooling"] = false };
    }

    /// <exception cref="ToolException">It is no address.</exception>
    public static LiveProxySql At(string address, string user, string password)
    {
        var isRead = Uri.TryCreate($"tcp://{address}", UriKind.Absolute, out var uri) && uri is { PathAndQuery: "/" or "", UserInfo: "", DnsSafeHost.Length: > 0 };
        return isRead && uri!.Port != 0
            ? new LiveProxySql(uri.DnsSafeHost, uri.Port < 0 ? AdminPort : uri.Port, user, password)
            : throw new ToolException(ExitCode.Usage, $"{address} is not host, host:port or [IPv6 address]:port.");
    }

    /// <exception cref="ToolException">It does not answer, or what it answers cannot be taken over.</exception>
    public async Task<ProxySqlImport> ReadAsync(ProxySqlOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = MySqlDriver.Find().Factory.CreateConnection()!;
            connection.ConnectionString = _login.ConnectionString;
            await connection.OpenAsync(cancellationToken);
            return await ProxySqlImport.ReadAsync(connection, options, cancellationToken);
        }
        catch (DbException e)
        {
            throw new ToolException(ExitCode.Unreachable, $"{_host}:{_port}: {e.Message}", e);
        }
        catch (ProxySqlFormatException e)
        {
            throw new ToolException(ExitCode.Unreadable, e.Message, e);
        }
    }
}
