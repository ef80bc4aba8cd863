using System.Data.Common;

namespace RoutingData.Monitor.Drivers;

/// <summary>The driver's data source of one server. Made when a connection is needed, and under no lock: the application's code may make it, and may
/// fail; then the next connection asks again.</summary>
internal sealed class ServerDataSource(MySqlDriver driver, DriverDataSourceContext context)
{
    private DbDataSource? _source;
    private volatile bool _isOver;

    /// <summary>Returns a closed connection.</summary>
    /// <exception cref="ObjectDisposedException">It has ended.</exception>
    public DbConnection CreateConnection() => (Volatile.Read(ref _source) ?? Make()).CreateConnection();

    /// <summary>Makes none any more; what is idle ends, and what is in use when it is returned.</summary>
    public void End()
    {
        _isOver = true;
        if (Interlocked.Exchange(ref _source, null) is { } source) driver.ClearPool(source);
    }

    private DbDataSource Make()
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        var made = driver.CreateDataSource(context);
        if (Interlocked.CompareExchange(ref _source, made, null) is { } first)
        {
            made.Dispose();
            return first;
        }

        // Ended meanwhile: what it makes now is the last.
        if (_isOver) End();
        return made;
    }
}
