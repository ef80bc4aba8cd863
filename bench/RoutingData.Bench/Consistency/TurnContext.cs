using Microsoft.EntityFrameworkCore;

namespace RoutingData.Bench.Consistency;

/// <summary>The table, for EF Core.</summary>
internal sealed class TurnContext(RoutingDbDataSource source) : DbContext
{
    public DbSet<TurnRow> Turns => Set<TurnRow>();

    protected override void OnConfiguring(DbContextOptionsBuilder optionsBuilder) => optionsBuilder.UseRoutingMySql(source).UseMySql();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.Entity<TurnRow>(row =>
    {
        row.ToTable("turn");
        row.Property(turn => turn.Id).HasColumnName("id").ValueGeneratedNever();
        row.Property(turn => turn.Version).HasColumnName("version");
    });
}
