using System.Data.Common;
using RoutingData;
using RoutingData.Monitor;

namespace WebShop.Servers;

/// <summary>Puts under an answer which server gave it, and what that server is right now.</summary>
internal sealed class ServedBy(ITopologyMonitor monitor, ServerNames names)
{
    private const int WriterHostgroup = 10;

    public Answer<T> Answer<T>(DbConnection connection, T result)
    {
        var server = ((RoutingDbConnection)connection).LastServer;
        return new Answer<T>(
            server is { } address ? names.Of(address) : "",
            server is { } known ? monitor.Current.RoleOf(known, WriterHostgroup).ToString() : "", result);
    }
}
