using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Testing.Flavors;

namespace RoutingData.Testing;

/// <summary>Connection strings in keywords that both drivers know. Pure.</summary>
internal static class ClusterConnectionStrings
{
    public static string ForRouter(LocalClusterOptions options, IEnumerable<ServerAddress> servers)
    {
        var builder = WithUser(options.Flavor, options.Tls, options.User, options.Password);
        builder["Server"] = string.Join(',', servers);
        builder["Database"] = options.Database;
        return builder.ConnectionString;
    }

    public static string ForApplication(LocalClusterOptions options, ServerAddress address)
    {
        var builder = To(options.Flavor, options.Tls, address, options.User, options.Password);
        builder["Database"] = options.Database;
        return builder.ConnectionString;
    }

    public static string ForAdministrator(ServerFlavor flavor, ServerAddress address, TimeSpan timeout)
    {
        var builder = To(flavor, tls: false, address, BootstrapSql.AdminUser, BootstrapSql.AdminPassword);
        builder["Pooling"] = false;
        builder["Connection Timeout"] = Math.Max(1, (int)timeout.TotalSeconds);
        return builder.ConnectionString;
    }

    private static DbConnectionStringBuilder To(ServerFlavor flavor, bool tls, ServerAddress address, string user, string password)
    {
        var builder = WithUser(flavor, tls, user, password);
        builder["Server"] = address.Hostname;
        builder["Port"] = address.Port;
        return builder;
    }

    private static DbConnectionStringBuilder WithUser(ServerFlavor flavor, bool tls, string user, string password)
    {
        var builder = new DbConnectionStringBuilder
        {
            ["User ID"] = user, ["Password"] = password, ["SslMode"] = tls ? "Required" : "Disabled",
        };
        // caching_sha2_password without TLS: the password travels encrypted with the server's key, which the driver must ask for.
        if (flavor == ServerFlavor.MySql && !tls)
            builder["AllowPublicKeyRetrieval"] = true;
        return builder;
    }
}
