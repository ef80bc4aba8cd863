using System.Globalization;
using System.Net.Sockets;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;

namespace RoutingData.Connecting;

/// <summary>The errors of a statement that found no server: it was not sent, and trying again later is safe.</summary>
internal static class NoServer
{
    public static RoutingDbException InTime(TopologySnapshot topology, int hostgroup, TimeSpan timeout) =>
        Error(hostgroup, string.Create(CultureInfo.InvariantCulture,
            $"No server for hostgroup {hostgroup} within {timeout.TotalMilliseconds:0} ms. {Describe(topology)}. ") +
            "Promote a server (SET GLOBAL read_only = 0), or allow more time (Failover:WriterWaitTimeoutMs, CommandTimeout).");

    public static RoutingDbException TooManyWaiters(TopologySnapshot topology, int hostgroup, int most) =>
        Error(hostgroup, string.Create(CultureInfo.InvariantCulture,
            $"No server for hostgroup {hostgroup}, and {most} statements wait for one already (Failover:MaxWriterWaiters). " +
            $"{Describe(topology)}."));

    public static RoutingDbException PoolExhausted(ServerPool pool, int hostgroup) =>
        Error(hostgroup, string.Create(CultureInfo.InvariantCulture,
            $"All {pool.Limits.MaxConnections} connections to {pool.Address} (hostgroup {hostgroup}) are in use. ") +
            "Close connections sooner, or raise Maximum Pool Size or the server's MaxConnections.");

    /// <summary>Returns the application itself called Cancel.</summary>
    public static RoutingDbException Cancelled(int hostgroup, OperationCanceledException? exception) => new(
        string.Create(CultureInfo.InvariantCulture,
            $"The statement was cancelled while it waited for a server of hostgroup {hostgroup}: it was not sent."),
        StatementOutcome.NotExecuted, isTransient: false, exception ?? new OperationCanceledException())
    {
        Hostgroup = hostgroup,
    };

    public static RoutingDbException AtOpen(TopologySnapshot topology, TimeSpan timeout, Exception? innerException = null) =>
        new(string.Create(
                CultureInfo.InvariantCulture, $"No server answered within {timeout.TotalMilliseconds:0} ms. {Describe(topology)}."),
            StatementOutcome.NotExecuted, isTransient: true, innerException);

    private static RoutingDbException Error(int hostgroup, string message) =>
        new(message, StatementOutcome.NotExecuted, isTransient: true) { Hostgroup = hostgroup };

    private static string Describe(TopologySnapshot topology) => string.Join("; ", topology.Servers.Select(Describe));

    private static string Describe(ServerState server) => server switch
    {
        { InConflict: true } => $"{server.Address} is writable but stands in conflict with another writable server",
        { RefusesMonitor: true, Health: not ServerHealth.Online } =>
            $"{server.Address} refuses the monitor ({Describe(server.LastError)}), so that its role is not known",
        { AliasOf: { } serving } => $"{server.Address} is the same server as {serving}",
        { Health: ServerHealth.Online, WritableSince: null } => $"{server.Address} is read-only",
        { Health: ServerHealth.Online } => $"{server.Address} is writable",
        { Health: ServerHealth.Unknown, LastError: null } => $"{server.Address} has not been probed yet",
        _ => $"{server.Address} does not answer ({Describe(server.LastError)})",
    };

    // The kind and the server's number, not the text: it is about the monitor, with its user and its host.
    private static string Describe(Exception? error) => error switch
    {
        _ when DriverError.ServerNumber(error) is { } number => $"error {number}",
        TimeoutException => "no answer in time",
        _ when SocketErrorOf(error) is { } code => Describe(code),
        _ => error?.GetType().Name ?? "nothing is known",
    };

    private static string Describe(SocketError code) => code switch
    {
        SocketError.HostNotFound or SocketError.NoData => "no such host",
        SocketError.TryAgain => "no answer of the name service",
        SocketError.ConnectionRefused => "connection refused",
        SocketError.HostUnreachable or SocketError.NetworkUnreachable => "no route to it",
        SocketError.TimedOut or SocketError.InProgress or SocketError.WouldBlock => "no answer in time",
        _ => code.ToString(),
    };

    private static SocketError? SocketErrorOf(Exception? error)
    {
        for (; error is not null; error = error.InnerException)
        {
            if (error is SocketException socket) return socket.SocketErrorCode;
        }

        return null;
    }
}
