using System.Diagnostics;

namespace RoutingData.Bench.Consistency;

/// <summary>When each version of one row was answered, which any session may ask: what a read may not lack.</summary>
internal sealed class Acknowledged(int most)
{
    private readonly long[] _at = new long[most + 2];
    private int _newest;

    public int Newest => Volatile.Read(ref _newest);

    public void Add(int version)
    {
        Volatile.Write(ref _at[version], Stopwatch.GetTimestamp());
        Volatile.Write(ref _newest, version);
    }

    /// <summary>Whether a newer version than this one had been answered by a moment.</summary>
    public bool WasSuperseded(int version, long moment) =>
        version < Newest && Volatile.Read(ref _at[version + 1]) is > 0 and var at && at < moment;
}
