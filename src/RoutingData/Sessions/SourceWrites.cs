using RoutingData.Runtime;

namespace RoutingData.Sessions;

/// <summary>When the last write was answered of a scope's connections to one data source.</summary>
internal sealed class SourceWrites(RoutingRuntime runtime)
{
    private long _last;
    private volatile bool _isLost;

    public RoutingRuntime Runtime => runtime;

    /// <summary>The moment, by the data source's clock; 0 before the first write.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Whether a failover may have lost some of them.</summary>
    public bool IsLost => _isLost || runtime.Monitor.Current.HasLost(Last);

    public void Raise(long moment)
    {
        if (Last > 0 && runtime.Monitor.Current.HasLost(Last)) _isLost = true;
        SharedWrites.Raise(ref _last, moment);
    }
}
