using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Testing.MariaDb;

namespace RoutingData.Testing;

/// <summary>Connection strings in keywords that both drivers know. Pure.</summary>
internal static class ClusterConnectionStrings
{
    public static string ForRouter(LocalClusterOptions options, IEnumerable<LocalServer> servers) => new DbConnectionStringBuilder
    {
        ["Server"] = string.Join(',', servers.Select(server => server.Address)),
        ["User ID"] = options.User,
        ["Password"] = options.Password,
        ["Database"] = options.Database,
        ["SslMode"] = "Disabled",
    }.ConnectionString;

    public static string ForApplication(LocalClusterOptions options, ServerAddress address)
    {
        var builder = To(address, options.User, options.Password);
        builder["Database"] = options.Database;
        return builder.ConnectionString;
    }

    public static string ForAdministrator(ServerAddress address, TimeSpan timeout)
    {
        var builder = To(address, BootstrapSql.AdminUser, BootstrapSql.AdminPassword);
        builder["Pooling"] = false;
        builder["Connection Timeout"] = Math.Max(1, (int)timeout.TotalSeconds);
        return builder.ConnectionString;
    }

    private static DbConnectionStringBuilder To(ServerAddress address, string user, string password) => new()
    {
        ["Server"] = address.Hostname,
        ["Port"] = address.Port,
        ["User ID"] = user,
        ["Password"] = password,
        ["SslMode"] = "Disabled",
    };
}
