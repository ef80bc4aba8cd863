using Microsoft.EntityFrameworkCore;

namespace RoutingData.EntityFrameworkCore.Tests.Shop;

public sealed class ShopContext(DbContextOptions options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // No unique index over the number: an order written twice must show.
        modelBuilder.Entity<Order>(order =>
        {
            order.Property(o => o.Number).HasMaxLength(64);
            order.Property(o => o.Version).IsConcurrencyToken();
            order.HasMany(o => o.Lines).WithOne().HasForeignKey(line => line.OrderId);
        });
        modelBuilder.Entity<Product>().Property(product => product.Name).HasMaxLength(64);
    }
}
