using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Quartz;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Scheduling;

/// <summary>One of several schedulers that share their jobs through the database.</summary>
internal static class QuartzNode
{
    public static async Task<IHost> StartAsync(RoutedCluster cluster, RoutingDbDataSource source, Fires fires, bool isFirst, CancellationToken cancellationToken)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(source).AddSingleton(fires);
        builder.Services.AddQuartz(quartz =>
        {
            quartz.UsePersistentStore(store =>
            {
                store.UseMySqlConnector(RoutingDbProviderFactory.Instance, LibraryCluster.ConnectionStringOf(cluster));
                store.UseClustering(clustering => clustering.CheckinInterval = TimeSpan.FromSeconds(1));
                store.ProvisionSchema();
            });
            if (!isFirst) return;
            quartz.ScheduleJob<EntryJob>(trigger => trigger.WithIdentity("entries").StartNow().WithSimpleSchedule(
                schedule => schedule.WithInterval(EntryJob.Interval).RepeatForever().WithMisfireInstruction(SimpleTriggerMisfireInstruction.IgnoreMisfires)));
        });
        builder.Services.AddQuartzHostedService(options => options.WaitForJobsToComplete = true);
        var host = builder.Build();
        await host.StartAsync(cancellationToken);
        return host;
    }
}
