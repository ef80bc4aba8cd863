using RoutingData.Runtime;

namespace RoutingData.Sessions;

/// <summary>When the last write was answered of a scope's connections to one data source.</summary>
internal sealed class SourceWrites(RoutingRuntime runtime)
{
    private long _last;

    public RoutingRuntime Runtime => runtime;

    /// <summary>The moment, by the data source's clock; 0 before the first write.</summary>
    public long Last => Volatile.Read(ref _last);

    public void Raise(long moment) => SharedWrites.Raise(ref _last, moment);
}
