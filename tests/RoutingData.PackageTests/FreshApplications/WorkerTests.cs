using System.Text.RegularExpressions;
using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>A worker that is configured as the README says starts without a warning, with a user of the monitor's own and without.</summary>
[Collection(ShopServers.LogReaders)]
public sealed class WorkerTests(PackedFeed feed, ShopServers shop)
{
    [Fact]
    public async Task It_starts_without_a_warning_and_writes_to_the_writer()
    {
        var worker = await FreshApplication.NewAsync(feed, "worker", "Desk");
        foreach (var package in Printed.Packages("README.md")) worker.Reference(package);
        worker.Insert("Program.cs", "var host = builder.Build();", Printed.Block("README.md", "csharp", "AddRoutingMySql("));
        worker.Insert("Program.cs", "var builder =", "using RoutingData;\n");
        worker.Write("Worker.cs", Worker);
        var settings = shop.Aim(Printed.Block("README.md", "json", "\"RoutingData\""));
        await worker.BuildAsync();

        foreach (var (number, json) in new[] { (1, settings), (2, Regex.Replace(settings, """,\s*"Monitor": {[^}]*}""", "")) })
        {
            Assert.Equal(number == 1, json.Contains("Monitor", StringComparison.Ordinal));
            worker.Write("appsettings.json", json);
            await shop.Log.StartAsync();

            // A busy machine may miss a probe, which is another warning.
            var output = await worker.RunAsync(("RoutingData__Monitor__ConnectTimeoutMs", "10000"), ("RoutingData__Monitor__ReadOnlyTimeoutMs", "1500"), ("Number", $"{number}"));

            Assert.Contains("info: RoutingData", output, StringComparison.Ordinal);
            Assert.False(Regex.IsMatch(output, "(?m)^(warn|fail|crit):"), output);
            Assert.Equal(["db001"], await shop.Log.ServersOfAsync($"INSERT INTO product VALUES ({number}, 'new')"));
        }
    }

    private const string Worker = """
        using RoutingData;

        namespace Desk;

        public sealed class Worker(RoutingDbDataSource source, IConfiguration configuration, IHostApplicationLifetime lifetime) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await using var count = source.CreateCommand("SELECT COUNT(*) FROM product");
                await count.ExecuteScalarAsync(stoppingToken);
                await using var insert = source.CreateCommand($"INSERT INTO product VALUES ({configuration["Number"]}, 'new')");
                await insert.ExecuteNonQueryAsync(stoppingToken);
                lifetime.StopApplication();
            }
        }
        """;
}
