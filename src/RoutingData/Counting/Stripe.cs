using System.Numerics;

namespace RoutingData.Counting;

/// <summary>One cache line of counters for each core, so that commands on different cores do not wait for one line.</summary>
internal static class Stripe
{
    /// <summary>Counters in a cache line.</summary>
    public const int Width = 8;

    /// <summary>How many lines.</summary>
    public static readonly int Count = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Min(Environment.ProcessorCount, 16));

    /// <summary>Where the line of a connection begins: one that is in use has a core for itself, and to know its number costs less than to ask for the core.</summary>
    /// <param name="number">The connection's number in its pool.</param>
    public static int Of(int number) => (number & (Count - 1)) * Width;

    /// <summary>Where this core's line begins.</summary>
    public static int Here => (Thread.GetCurrentProcessorId() & (Count - 1)) * Width;

    /// <summary>Counters for all.</summary>
    public static long[] New() => new long[Count * Width];

    /// <summary>Returns the sum of one counter.</summary>
    public static long Sum(long[] cells, int place)
    {
        var sum = 0L;
        for (var at = place; at < cells.Length; at += Width) sum += Volatile.Read(ref cells[at]);
        return sum;
    }
}
