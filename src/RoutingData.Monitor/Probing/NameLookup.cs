using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Threads;

namespace RoutingData.Monitor.Probing;

/// <summary>Asks the name service for the addresses of a name; it gets no longer than it is given.</summary>
internal sealed class NameLookup(MonitorExecution execution)
{
    /// <summary>Returns the servers that a name leads to, on the configured servers' port.</summary>
    public async Task<FleetWord> AskAsync(string name, TimeSpan most, CancellationToken cancellationToken)
    {
        try
        {
            var asking = execution.Call(async => LookUpAsync(async, name, cancellationToken));
            var addresses = await asking.WaitAsync(most, execution.Time, cancellationToken).ConfigureAwait(true);
            return new FleetWord([.. addresses.Select(address => new NamedServer(address.ToString(), 0, null, $"the name {name}"))], []);
        }
        catch (Exception exception) when (exception is SocketException or TimeoutException or ArgumentException)
        {
            return new FleetWord([], [$"the name {name} leads nowhere: {exception.Message}"]);
        }
    }

    private static async Task<ImmutableArray<IPAddress>> LookUpAsync(bool async, string name, CancellationToken cancellationToken) =>
        [.. async ? await Dns.GetHostAddressesAsync(name, cancellationToken).ConfigureAwait(false) : Dns.GetHostAddresses(name)];
}
