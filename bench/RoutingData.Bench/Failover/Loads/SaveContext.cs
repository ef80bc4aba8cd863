using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore;

namespace RoutingData.Bench.Failover.Loads;

/// <summary>The load's table, for EF Core, with an execution strategy.</summary>
internal sealed class SaveContext(RoutingDbDataSource source) : DbContext
{
    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder
        .UseMySql(provider => provider.ExecutionStrategy(dependencies => new RoutingExecutionStrategy(dependencies)))
        .UseRoutingMySql(source);

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<SavedRow>(row =>
    {
        row.ToTable(LoadTables.Writes);
        row.Property(saved => saved.Id).HasColumnName("id");
        row.Property(saved => saved.Worker).HasColumnName("worker");
        row.Property(saved => saved.Number).HasColumnName("number");
        row.Property(saved => saved.Server).HasColumnName("server");
    });
}
