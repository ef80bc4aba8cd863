using System.Diagnostics;
using Quartz;
using RoutingData.LibraryTests.Libraries;

namespace RoutingData.LibraryTests.Scheduling;

/// <summary>Writes one row a fire, numbered by the time it was scheduled for, so that a fire that is missing or came twice shows.</summary>
internal sealed class EntryJob(RoutingDbDataSource source, Fires fires) : IJob
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var number = (int)Math.Round((context.ScheduledFireTimeUtc!.Value - context.Trigger.StartTimeUtc) / Interval);
        var began = Stopwatch.GetTimestamp();
        try
        {
            await new DapperLibrary(source).WriteAsync(0, number, CancellationToken.None);
            fires.Ledger.Acknowledge(0, number);
        }
        catch (Exception error)
        {
            fires.Ledger.Fail(0, number, error);
        }

        fires.Ledger.Took(Stopwatch.GetElapsedTime(began));
        fires.Count();
    }
}
