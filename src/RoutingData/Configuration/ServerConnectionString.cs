using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Configuration;

/// <summary>
/// The connection string of one server, made from what all of them share; only with keywords that MySqlConnector and MySql.Data
/// both know under one name.
/// </summary>
internal static class ServerConnectionString
{
    /// <summary>Returns the string for backend connections.</summary>
    /// <param name="factory">The driver.</param>
    /// <param name="shared">What every server's connection string has: user, password, database, and any keyword of the driver.</param>
    /// <param name="server">The one server; a driver never gets two.</param>
    /// <param name="pool">How long a connect may take.</param>
    /// <param name="sample">Moves the connections' lifetime by up to a tenth, so that pools made together do not renew together: 0 up to
    /// but not including 1; in the middle it is as said.</param>
    public static string For(DbProviderFactory factory, string shared, ServerDefinition server, PoolOptions pool, double sample = 0.5)
    {
        var builder = AimedAt(server, factory, shared, out var said);
        Name(builder, said, server.Address, factory);

        // What one session leaves on a connection must never reach the next; MySql.Data's default is false.
        builder["Connection Reset"] = true;
        // The session knows which transaction it takes part in, and enlists its writer connection itself: what is around the driver's Open may
        // be another.
        builder["Auto Enlist"] = false;
        // A TransactionScope has one backend connection: nothing to coordinate, and MySqlConnector would send XA all the same (D05).
        if (MySqlDriver.Of(factory).Kind == DriverKind.MySqlConnector && Value(said, "usexatransactions") is null)
            builder["Use XA Transactions"] = false;
        // The application's own timeout is for Open; one server of several gets less of it.
        builder["Connection Timeout"] = WholeSeconds.Of(pool.ConnectTimeoutMs);
        if (DriverNumbers.Read(Value(said, "connectionlifetime")) is { } lifetime)
            builder["Connection Lifetime"] = (int)Math.Min(int.MaxValue, Math.Round(lifetime * (0.9 + (0.2 * sample))));
        if (!(DriverNumbers.Read(Value(said, "maximumpoolsize", "maxpoolsize")) <= server.MaxConnections))
            builder["Maximum Pool Size"] = server.MaxConnections;
        return builder.ConnectionString;
    }

    /// <summary>Returns the string for the topology monitor's own connection: not pooled, no database, and the monitor's timeouts.</summary>
    /// <param name="factory">The driver.</param>
    /// <param name="shared">What every server's connection string has.</param>
    /// <param name="server">The one server.</param>
    /// <param name="monitor">The monitor's user, password and timeouts; without a user it is the application's.</param>
    public static string ForMonitor(DbProviderFactory factory, string shared, ServerDefinition server, MonitorOptions monitor)
    {
        var builder = AimedAt(server, factory, shared, out var said);
        Name(builder, said, server.Address, factory, " monitor");
        builder.Remove("Database");
        builder["Pooling"] = false;
        // Of no use without a pool, and a driver may compare it with its own default of the largest size.
        builder.Remove("Minimum Pool Size");
        builder["Connection Timeout"] = WholeSeconds.Of(monitor.ConnectTimeoutMs);
        builder["Default Command Timeout"] = WholeSeconds.Of(monitor.ReadOnlyTimeoutMs);
        if (monitor.Username is not null)
        {
            builder["User ID"] = monitor.Username;
            builder["Password"] = monitor.Password ?? "";
        }

        return builder.ConnectionString;
    }

    /// <summary>Aims a connection string that is not the router's own at one server.</summary>
    /// <param name="server">The server.</param>
    /// <param name="factory">The driver.</param>
    /// <param name="connectionString">The connection string, whatever servers it names.</param>
    /// <param name="shared">What every server's connection string has: the user where the other names none, and the password where it has none of its own
    /// for that same user.</param>
    public static string AimAt(ServerAddress server, DbProviderFactory factory, string connectionString, string shared)
    {
        var own = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
        own.ConnectionString = shared;
        var builder = AimedAt(new ServerDefinition(0, server), factory, connectionString, out var said);
        Name(builder, new DbConnectionStringBuilder { ConnectionString = own.ConnectionString }, server, factory);
        // As the driver spells them, whatever the string does. One user's password is never sent in another's name.
        if (!said.ContainsKey("User ID")) builder["User ID"] = own["User ID"];
        if (!said.ContainsKey("Password") && Equals(builder["User ID"], own["User ID"])) builder["Password"] = own["Password"];
        return builder.ConnectionString;
    }

    /// <summary>Returns the string for a connection to one server as the application, to no database and not pooled: the database may not be there.</summary>
    /// <param name="server">The server.</param>
    /// <param name="factory">The driver.</param>
    /// <param name="shared">What every server's connection string has.</param>
    public static string WithoutDatabase(ServerAddress server, DbProviderFactory factory, string shared)
    {
        var builder = AimedAt(new ServerDefinition(0, server), factory, shared, out var said);
        Name(builder, said, server, factory);
        builder.Remove("Database");
        builder["Pooling"] = false;
        builder.Remove("Minimum Pool Size");
        return builder.ConnectionString;
    }

    /// <summary>Returns what the fleet is called where it is measured: as the application calls itself, else as its database is called.</summary>
    /// <param name="said">What the connection string says.</param>
    public static string FleetOf(DbConnectionStringBuilder said) =>
        Value(said, "applicationname") is { Length: > 0 } application ? application
        : Value(said, "database", "initialcatalog") is { Length: > 0 } database ? database
        : "RoutingData";

    private static DbConnectionStringBuilder AimedAt(
        ServerDefinition server, DbProviderFactory factory, string shared, out DbConnectionStringBuilder said)
    {
        var builder = factory.CreateConnectionStringBuilder() ?? new DbConnectionStringBuilder();
        builder.ConnectionString = shared;
        // The driver's builder may answer for keywords that were not set; what it writes down is what was said.
        said = new DbConnectionStringBuilder { ConnectionString = builder.ConnectionString };

        builder["Server"] = server.Address.Hostname;
        builder["Port"] = server.Address.Port;
        if (server.UseSsl && Value(said, "sslmode")?.ToUpperInvariant() is null or "NONE" or "DISABLED" or "PREFERRED" or "PREFERED")
            builder["SSL Mode"] = "Required";
        return builder;
    }

    // MySqlConnector's metrics distinguish pools by this name, else by the whole connection string; its data source's name is nothing else. The
    // server shows it as program_name.
    private static void Name(
        DbConnectionStringBuilder builder, DbConnectionStringBuilder said, ServerAddress server, DbProviderFactory factory, string purpose = "")
    {
        if (MySqlDriver.Of(factory).Kind != DriverKind.MySqlConnector) return;
        builder["Application Name"] = $"{FleetOf(said)}/{server}{purpose}";
    }

    private static string? Value(DbConnectionStringBuilder said, params ReadOnlySpan<string> spellings)
    {
        foreach (string keyword in said.Keys)
        {
            var plain = keyword.Replace(" ", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
            foreach (var spelling in spellings)
                if (plain.Equals(spelling, StringComparison.OrdinalIgnoreCase)) return said[keyword] as string;
        }

        return null;
    }
}
