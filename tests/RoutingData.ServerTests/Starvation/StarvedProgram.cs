using System.Diagnostics;

namespace RoutingData.ServerTests.Starvation;

/// <summary>
/// Fifty synchronous writes a second on the threads of the pool, of which there are few: while there is no writer all of them are blocked,
/// and the writes queue up behind. Tells each that is acknowledged, on standard output.
/// </summary>
internal static class StarvedProgram
{
    // Three minutes: it ends by itself if its parent has died.
    private const int MostWrites = 9000;

    private static readonly TimeSpan BetweenWrites = TimeSpan.FromMilliseconds(20);

    /// <param name="kind">Through the router, or with the bare driver.</param>
    /// <param name="connectionStrings">The router's one, or one for each server.</param>
    public static int Run(string kind, string[] connectionStrings)
    {
        IStarvedWriter writer = kind == "router" ? new RoutedWriter(connectionStrings.Single()) : new BareWriter(connectionStrings);
        for (var number = 1; number <= MostWrites; number++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(static job => job.Writer.WriteAndTell(job.Number), (Writer: writer, Number: number), preferLocal: false);
            Thread.Sleep(BetweenWrites);
        }

        return 0;
    }

    private static void WriteAndTell(this IStarvedWriter writer, int number)
    {
        try
        {
            writer.Write(number);
            Console.WriteLine($"{StarvedProcess.Acknowledged} {number} {Stopwatch.GetTimestamp()}");
        }
        catch (Exception exception)
        {
            Console.WriteLine($"{StarvedProcess.Failed} {number} {exception.GetType().Name}: {exception.Message.ReplaceLineEndings(" ")}");
        }
    }
}
