using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>The README's ten lines, on the drivers' newest version and on the lowest that the package allows, trimmed, and compiled ahead of time.</summary>
[Collection(ShopServers.LogReaders)]
public sealed class ConsoleTests(TenLines lines, PackedFeed feed, ShopServers shop) : IClassFixture<TenLines>
{
    private const string Printed = "locking read (FOR UPDATE)";

    private static readonly Version NewestTried = new(3, 0, 0);

    [Fact]
    public async Task They_run_as_they_are_printed_on_the_newest_driver()
    {
        await lines.Application.AddPackageAsync("MySqlConnector");
        await lines.Application.BuildAsync();

        await RunsAsync(() => lines.Application.RunAsync());

        Assert.InRange(lines.Application.VersionOf("MySqlConnector"), NewestTried, new Version(int.MaxValue, 0));
    }

    [Fact]
    public async Task They_run_on_the_lowest_driver_that_the_package_allows()
    {
        using var package = new Package(feed, "RoutingData.Monitor");
        var lowest = package.LowestOf("MySqlConnector");
        await lines.Application.AddPackageAsync("MySqlConnector", lowest);
        await lines.Application.BuildAsync();

        await RunsAsync(() => lines.Application.RunAsync());

        Assert.Equal(Version.Parse(lowest), lines.Application.VersionOf("MySqlConnector"));
    }

    [Fact]
    public Task They_run_trimmed_without_a_warning() => RunsAsync(() => lines.Application.PublishAndRunAsync("PublishTrimmed"));

    [Fact]
    public Task They_run_compiled_ahead_of_time_without_a_warning()
    {
        var linker = NativeLinker.Find();
        Assert.SkipUnless(linker is not null, "NOT COMPILED AHEAD OF TIME: neither clang nor gcc is installed (eng/install-linker.sh).");
        return RunsAsync(() => lines.Application.PublishAndRunAsync("PublishAot", $"-p:CppCompilerAndLinker={linker}"));
    }

    private async Task RunsAsync(Func<Task<string>> run)
    {
        await shop.Log.StartAsync();

        var output = await run();

        Assert.Contains(Printed, output, StringComparison.Ordinal);
        var texts = (await shop.Log.ReadAsync()).Where(statement => statement.IsExecution).Select(statement => statement.Text);
        Assert.Single(texts, "SELECT name FROM product WHERE id = 42");
    }
}
