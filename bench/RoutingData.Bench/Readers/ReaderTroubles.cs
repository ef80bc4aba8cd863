using System.Diagnostics;

namespace RoutingData.Bench.Readers;

/// <summary>What is the matter with one reader of three.</summary>
internal static class ReaderTroubles
{
    private static readonly TimeSpan Slowness = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(1);

    /// <exception cref="ArgumentException">There is no such trouble.</exception>
    public static Func<Task> Of(string name)
    {
        var begun = Stopwatch.GetTimestamp();
        return name switch
        {
            "none" => Nothing,
            "slow" => () => Task.Delay(Slowness),
            "pause" => () => Task.Delay(LeftOfPause(Stopwatch.GetElapsedTime(begun))),
            _ => throw new ArgumentException($"There is no trouble {name}; there are none, slow, pause."),
        };
    }

    public static Task Nothing() => Task.CompletedTask;

    private static TimeSpan LeftOfPause(TimeSpan elapsed)
    {
        var within = TimeSpan.FromTicks(elapsed.Ticks % Period.Ticks);
        return within < Pause ? Pause - within : TimeSpan.Zero;
    }
}
