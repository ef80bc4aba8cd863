namespace RoutingData.Counting;

/// <summary>Counts reads that were sent to a second reader.</summary>
internal sealed class HedgeCounters
{
    private long _reads;
    private long _sent;
    private long _won;
    private long _refused;
    private long _opened;

    public HedgeStatistics Statistics => new()
    {
        Reads = Volatile.Read(ref _reads), Sent = Volatile.Read(ref _sent), Won = Volatile.Read(ref _won), Refused = Volatile.Read(ref _refused),
        Opened = Volatile.Read(ref _opened),
    };

    public void AddRead() => Interlocked.Increment(ref _reads);

    public void AddSent() => Interlocked.Increment(ref _sent);

    public void AddWon() => Interlocked.Increment(ref _won);

    public void AddRefused() => Interlocked.Increment(ref _refused);

    public void AddOpened() => Interlocked.Increment(ref _opened);

    public void Clear() => (_reads, _sent, _won, _refused, _opened) = (0, 0, 0, 0, 0);
}
