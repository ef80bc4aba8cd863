using RoutingData.ProxySql.Admin;

namespace RoutingData.ProxySql;

/// <summary>
/// ProxySQL's admin interface for a data source, in its process: the configuration tables, what is in force, and what has been counted, in SQLite. It is
/// local; no port is opened. Its connections share one set of tables, and run one statement at a time.
/// </summary>
/// <remarks>
/// <c>LOAD MYSQL ... TO RUNTIME</c> reloads the data source: what is wrong is refused as a whole, with all faults. <c>SAVE MYSQL ... TO DISK</c> writes a file
/// that <c>AddProxySqlFile</c> reads. Passwords can be written, and never read: the tables have marks in their place. The file has them. A reload from elsewhere,
/// such as a change of the application's configuration, is not seen by it: LOAD puts in force what the tables say then.
/// </remarks>
public sealed class RoutingAdmin : IDisposable
{
    /// <summary>Creates the admin interface of a data source.</summary>
    /// <param name="dataSource">The data source.</param>
    /// <param name="options">The options that it was made with: what the tables have no place for stays as it is there.</param>
    /// <param name="file">What <c>SAVE ... TO DISK</c> writes and <c>LOAD ... FROM CONFIG</c> reads; <see langword="null"/> for neither. On Unix it is
    /// readable by its owner alone.</param>
    public RoutingAdmin(RoutingDbDataSource dataSource, RoutingOptions options, string? file = null)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        ArgumentNullException.ThrowIfNull(options);
        Session = new AdminSession(dataSource, options, file);
    }

    internal AdminSession Session { get; }

    /// <summary>Creates a closed connection to it.</summary>
    public RoutingAdminConnection CreateConnection() => new(() => Session);

    /// <summary>Opens a connection to it.</summary>
    public RoutingAdminConnection OpenConnection()
    {
        var connection = CreateConnection();
        connection.Open();
        return connection;
    }

    /// <inheritdoc/>
    public void Dispose() => Session.Dispose();
}
