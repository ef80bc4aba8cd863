using RoutingData.Bench.Measuring;

namespace RoutingData.Bench.Micro;

/// <summary>The same benchmarks without BenchmarkDotNet, in seconds, for a machine that others use too: the best of many stretches.</summary>
internal static class QuickLook
{
    public static void Print()
    {
        var table = new Table("what", "text", "bare ns", "routed ns", "more ns", "more bytes");
        foreach (var text in (string[])["SELECT 1", "SELECT name FROM product WHERE id = @id"])
        {
            var (bare, routed) = (new CommandBenchmarks { Way = "bare", Text = text }, new CommandBenchmarks { Way = "routed", Text = text });
            bare.Open();
            routed.Open();
            Add("execute", text, () => bare.Execute(), () => routed.Execute());
            Add("execute, async", text, () => bare.ExecuteAsync(), () => routed.ExecuteAsync());
            Add("new command, execute", text, () => bare.NewCommandAndExecute(), () => routed.NewCommandAndExecute());
            bare.Close();
            routed.Close();
        }

        var (direct, session) = (new ConnectionBenchmarks { Way = "bare" }, new ConnectionBenchmarks { Way = "routed" });
        direct.Open();
        session.Open();
        Add("open, close", "", direct.OpenAndClose, session.OpenAndClose);
        Add("open, execute, close", "SELECT 1", () => direct.OpenExecuteAndClose(), () => session.OpenExecuteAndClose());
        direct.Close();
        session.Close();
        var (off, on) = (new StatisticsBenchmarks { Statistics = "off" }, new StatisticsBenchmarks { Statistics = "on" });
        off.Open();
        on.Open();
        // Each turn compares neighbours in time: on a machine that others use the least difference is the nearest.
        for (var turn = 0; turn < 3; turn++) Add("statistics off, on", "SELECT 1", () => off.Execute(), () => on.Execute());
        off.Close();
        // It hears all meters of the process: the last of all.
        var listened = new StatisticsBenchmarks { Statistics = "listened" };
        var alone = Stretch.Measure(Repeat(() => on.Execute()));
        listened.Open();
        var together = Stretch.Measure(Repeat(() => listened.Execute()));
        table.Add(
            "no listener, one", "SELECT 1", alone.Nanoseconds, together.Nanoseconds, together.Nanoseconds - alone.Nanoseconds, $"{together.Bytes - alone.Bytes:0}");
        on.Close();
        listened.Close();
        table.Print();

        void Add(string what, string text, Action bare, Action routed)
        {
            // Once for the JIT.
            Stretch.Measure(Repeat(routed));
            var (before, after) = (Stretch.Measure(Repeat(bare)), Stretch.Measure(Repeat(routed)));
            table.Add(
                what, text, before.Nanoseconds, after.Nanoseconds, after.Nanoseconds - before.Nanoseconds, $"{after.Bytes - before.Bytes:0}");
        }
    }

    private static Action<int> Repeat(Action action) => times =>
    {
        for (var i = 0; i < times; i++) action();
    };
}
