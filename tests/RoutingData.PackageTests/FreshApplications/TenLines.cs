using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>A console application that installed what the README says and holds its first program.</summary>
public sealed class TenLines(PackedFeed feed, ShopServers shop) : IAsyncLifetime
{
    private FreshApplication? _application;

    internal FreshApplication Application => _application ?? throw new InvalidOperationException("The application has not been made.");

    public async ValueTask InitializeAsync()
    {
        _application = await FreshApplication.NewAsync(feed, "console", "TenLines");
        foreach (var package in Printed.Packages("README.md")) await Application.AddPackageAsync(package);
        Application.Write("Program.cs", shop.Aim(Printed.Block("README.md", "csharp", "new RoutingDbDataSource")));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
