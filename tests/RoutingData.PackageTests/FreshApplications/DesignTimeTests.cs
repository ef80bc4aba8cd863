using RoutingData.PackageTests.Packing;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary><c>dotnet ef</c> on a web application with Pomelo, as docs/ef-core.md prints it: its tool makes the context at design time, out of the
/// application's own services.</summary>
public sealed class DesignTimeTests(PackedFeed feed, ShopServers shop)
{
    private const string Tables = "SELECT COUNT(*) FROM information_schema.columns WHERE table_schema = 'shop' AND table_name = 'Wares' AND column_name = ";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    [Trait("Fault", "E5")]
    public async Task Migrations_are_added_run_written_down_and_bundled_and_run_on_the_writer_of_the_day()
    {
        await using var servers = await LocalCluster.StartAsync(new LocalClusterOptions { Database = "shop" }, Token);
        var log = new StatementLog(servers);
        var depot = await NewAsync(servers);

        await depot.CommandAsync(Line("dotnet ef migrations add First"));
        await log.StartAsync();
        await depot.CommandAsync(Line("dotnet ef database update"));
        await ExpectOnAsync(log, "db001", "CREATE TABLE `Wares`");
        Assert.Equal(1L, await servers.ScalarAsync("db001", Tables + "'Name'", Token));

        depot.Write("Ware.cs", Ware.Replace("string Name", "string Name, int Price", StringComparison.Ordinal));
        await depot.CommandAsync(Line("dotnet ef migrations add Price"));
        var script = await depot.CommandAsync(Line("dotnet ef migrations script --idempotent"));
        Assert.Contains("CREATE TABLE `Wares`", script, StringComparison.Ordinal);
        Assert.Contains("ADD `Price`", script, StringComparison.Ordinal);
        Assert.Equal(0L, await servers.ScalarAsync("db001", Tables + "'Price'", Token));
        Assert.Matches("_First\\s[^(]*_Price \\(Pending\\)", await depot.CommandAsync(Line("dotnet ef migrations list")));
        await depot.CommandAsync(Line("dotnet ef migrations bundle"));

        await servers.WaitForReplicationAsync(Token);
        await servers.KillAsync("db001", Token);
        await servers.PromoteAsync("db002", Token);
        await servers.StopReplicationAsync("db003", Token);
        await log.StartAsync();
        Assert.Contains("_Price", await depot.CommandAsync(Line("./efbundle")), StringComparison.Ordinal);
        await ExpectOnAsync(log, "db002", "ADD `Price`");
        Assert.Equal(1L, await servers.ScalarAsync("db002", Tables + "'Price'", Token));

        // The other way round, by the tool again: EF Core's is another program than the bundle.
        await log.StartAsync();
        await depot.CommandAsync(Line("dotnet ef database update First"));
        await ExpectOnAsync(log, "db002", "DROP COLUMN `Price`");
        await log.StartAsync();
        Assert.Contains("already up to date", await depot.CommandAsync(Line("dotnet ef database update First")), StringComparison.Ordinal);
        await ExpectOnAsync(log, "db002", "__EFMigrationsHistory");
    }

    private async Task<FreshApplication> NewAsync(LocalCluster servers)
    {
        var depot = await FreshApplication.NewAsync(feed, "web", "Depot");
        foreach (var package in new[] { "RoutingData", "RoutingData.EntityFrameworkCore", "Pomelo.EntityFrameworkCore.MySql" }) depot.Reference(package);
        depot.Reference("Microsoft.EntityFrameworkCore.Design", "9.*");
        // Newer than Design asks for, since a feed need not have every version.
        depot.Reference("System.Composition", "8.*");
        await depot.InstallToolAsync("dotnet-ef", "9.*");
        depot.Write("appsettings.json", ShopServers.Aim(Printed.Block("README.md", "json", "\"RoutingData\""), servers));
        depot.Write("Ware.cs", Ware);
        depot.Insert("Program.cs", "var app = builder.Build();", $"""
            var connectionString = "Allow User Variables=True;Use Affected Rows=False";
            var serverVersion = ServerVersion.Parse("{shop.PomeloVersion}");
            {Printed.Block("docs/ef-core.md", "csharp", "AddDbContextPool")}
            """);
        await depot.BuildAsync();
        return depot;
    }

    // Only what the page prints, but for what it says behind.
    private static string Line(string command)
    {
        var printed = Printed.Block("docs/ef-core.md", "", "dotnet ef migrations add").Split('\n').Select(line => line.Split('#')[0].Trim());
        Assert.Contains(command, printed);
        return command;
    }

    private static async Task ExpectOnAsync(StatementLog log, string writer, string text)
    {
        var statements = (await log.ReadAsync()).Where(statement => statement.IsExecution).ToArray();
        Assert.Contains(statements, statement => statement.Text.Contains(text, StringComparison.Ordinal));
        Assert.All(statements, statement => Assert.Equal(writer, statement.Server));
    }

    private const string Ware = """
        global using Microsoft.EntityFrameworkCore;
        global using RoutingData;
        global using RoutingData.EntityFrameworkCore;

        public sealed record Ware(int Id, string Name);

        public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
        {
            public DbSet<Ware> Wares => Set<Ware>();
        }
        """;
}
