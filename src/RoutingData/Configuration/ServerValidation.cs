using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>What is wrong with the servers (<c>mysql_servers</c>), beside their ranges.</summary>
internal static class ServerValidation
{
    private const string Path = nameof(RoutingOptions.Servers);

    public static IEnumerable<OptionsError> Validate(RoutingOptions options, RoutingDbConnectionStringBuilder connection)
    {
        if (options.Servers.Count == 0 && connection.Servers.IsEmpty)
            yield return new OptionsError(Path, "There are no servers: list them, or write Server=db001,db002 in ConnectionString.");

        var seen = new Dictionary<(int Hostgroup, ServerAddress Address), int>();
        for (var i = 0; i < options.Servers.Count; i++)
        {
            var server = options.Servers[i];
            if (!ServerList.IsHost(server.Hostname))
            {
                yield return new OptionsError(
                    $"{Path}[{i}].{nameof(ServerOptions.Hostname)}",
                    ServerList.IsPath(server.Hostname)
                        ? $"It is a path. {ServerList.OnlyTcp}"
                        : "It must be one host name or address; the port goes into Port.");
            }
            else if (!seen.TryAdd((server.HostgroupId, new ServerAddress(server.Hostname, server.Port)), i))
            {
                var first = seen[(server.HostgroupId, new ServerAddress(server.Hostname, server.Port))];
                yield return new OptionsError(
                    $"{Path}[{i}]",
                    $"{server.Hostname}:{server.Port} is in hostgroup {server.HostgroupId} already, as {Path}[{first}]: remove one.");
            }

            if (!Enum.IsDefined(server.Status))
            {
                yield return new OptionsError(
                    $"{Path}[{i}].{nameof(ServerOptions.Status)}", "It must be ONLINE, OFFLINE_SOFT or OFFLINE_HARD.");
            }
        }

        foreach (var twice in connection.Servers.GroupBy(address => address).Where(group => group.Count() > 1))
            yield return new OptionsError(nameof(RoutingOptions.ConnectionString), $"Server lists {twice.Key} twice: remove one.");
    }
}
