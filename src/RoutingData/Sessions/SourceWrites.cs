using RoutingData.Tokens;

namespace RoutingData.Sessions;

/// <summary>When the last write was answered of a scope's connections to one data source.</summary>
internal sealed class SourceWrites(DataSourceTokens source)
{
    private long _last;
    private volatile bool _isLost;

    public DataSourceTokens Source => source;

    /// <summary>The moment, by the data source's clock; 0 before the first write.</summary>
    public long Last => Volatile.Read(ref _last);

    /// <summary>Whether a failover may have lost some of them.</summary>
    public bool IsLost => _isLost || source.Monitor.Current.HasLost(Last);

    public void Raise(long moment)
    {
        if (Last > 0 && source.Monitor.Current.HasLost(Last)) _isLost = true;
        SharedWrites.Raise(ref _last, moment);
    }
}
