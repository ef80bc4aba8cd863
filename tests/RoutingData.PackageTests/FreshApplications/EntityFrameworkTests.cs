using RoutingData.PackageTests.Packing;

namespace RoutingData.PackageTests.FreshApplications;

/// <summary>The package's one assembly is for EF Core 9 and for EF Core 10, for which there is no provider yet.</summary>
public sealed class EntityFrameworkTests(PackedFeed feed)
{
    [Fact]
    public async Task It_loads_on_the_newest_EF_Core()
    {
        var application = await FreshApplication.NewAsync(feed, "console", "NewestEf");
        application.Reference("RoutingData.EntityFrameworkCore");
        application.Reference("Microsoft.EntityFrameworkCore.Relational", "10.*");
        application.Write("Program.cs", """
            using Microsoft.EntityFrameworkCore;
            using RoutingData.EntityFrameworkCore;

            var options = new DbContextOptionsBuilder().UseRoutingMySql("Server=db001,db002;User ID=app").Options;
            Console.WriteLine($"{options.Extensions.Count()} {typeof(RoutingExecutionStrategy).BaseType}");
            """);
        await application.BuildAsync();

        Assert.Contains("1 Microsoft.EntityFrameworkCore.Storage.ExecutionStrategy", await application.RunAsync(), StringComparison.Ordinal);
        Assert.InRange(application.VersionOf("Microsoft.EntityFrameworkCore.Relational"), new Version(10, 0), new Version(10, 9999));
    }
}
