using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore;
using RoutingData.Monitor;

namespace RoutingData.LibraryTests.Libraries;

/// <summary>EF Core 9 on Pomelo.</summary>
internal sealed class EfCoreLibrary(RoutingDbDataSource source, ServerFlavor flavor) : ILibrary
{
    private readonly DbContextOptions _options = new DbContextOptionsBuilder()
        .UseMySql(
            "Allow User Variables=True;Use Affected Rows=False", flavor == ServerFlavor.MariaDb ? new MariaDbServerVersion("10.11") : new MySqlServerVersion("8.4"),
            mySql => mySql.ExecutionStrategy(dependencies => new RoutingExecutionStrategy(dependencies)))
        .UseRoutingMySql(source).Options;

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
