using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore;

namespace RoutingData.LibraryTests.Libraries;

/// <summary>EF Core 9 on Pomelo.</summary>
internal sealed class EfCoreLibrary(RoutingDbDataSource source) : ILibrary
{
    private readonly DbContextOptions _options = new DbContextOptionsBuilder()
        .UseMySql(
            "Allow User Variables=True;Use Affected Rows=False", new MariaDbServerVersion("10.11"),
            mySql => mySql.ExecutionStrategy(dependencies => new RoutingExecutionStrategy(dependencies)))
        .UseRoutingMySql(source).Options;

    public string Name => "EF Core, Pomelo";

    public async Task WriteAsync(int worker, int number, CancellationToken cancellationToken)
    {
        await using var context = new Context(_options);
        context.Add(new Entry { Worker = worker, Number = number });
        await context.SaveChangesAsync(cancellationToken);
    }

    public async Task<int> CountAsync(int worker, CancellationToken cancellationToken)
    {
        await using var context = new Context(_options);
        return await context.Set<Entry>().CountAsync(entry => entry.Worker == worker, cancellationToken);
    }

    private sealed class Context(DbContextOptions options) : DbContext(options)
    {
        protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<Entry>();
    }
}
