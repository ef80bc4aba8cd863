using System.Collections.Concurrent;

namespace RoutingData.Sessions;

/// <summary>The data sources behind connection strings: connections made from equal strings share one, as drivers share pools.</summary>
internal static class DataSourceRegistry
{
    private static readonly ConcurrentDictionary<string, Lazy<RoutingDbDataSource>> Sources = new(StringComparer.Ordinal);

    /// <exception cref="ArgumentException">Something in the connection string is wrong; all faults are listed.</exception>
    public static RoutingDbDataSource Get(string connectionString)
    {
        var source = Sources.GetOrAdd(connectionString, static text => new Lazy<RoutingDbDataSource>(() => RoutingDbDataSource.Of(text)));
        try
        {
            return source.Value;
        }
        catch
        {
            Sources.TryRemove(KeyValuePair.Create(connectionString, source));
            throw;
        }
    }

    /// <summary>Ends a data source that no server ever let in and that nobody else is opening: it would watch for nobody, for
    /// ever.</summary>
    public static void ForgetIfUseless(RoutingDbDataSource source)
    {
        if (!source.IsUseless) return;
        foreach (var (connectionString, registered) in Sources)
        {
            if (!registered.IsValueCreated || registered.Value != source) continue;
            if (Sources.TryRemove(KeyValuePair.Create(connectionString, registered))) source.Dispose();
        }
    }

    public static void Clear()
    {
        foreach (var (connectionString, source) in Sources)
        {
            // Open sessions keep their monitor: without it they could not survive the next failover.
            if (source.IsValueCreated && source.Value.HasSessions) source.Value.ClearPools();
            else if (Sources.TryRemove(KeyValuePair.Create(connectionString, source)) && source.IsValueCreated) source.Value.Dispose();
        }
    }
}
