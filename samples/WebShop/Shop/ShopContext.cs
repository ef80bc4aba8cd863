using Microsoft.EntityFrameworkCore;

namespace WebShop.Shop;

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
{
    public DbSet<Product> Products => Set<Product>();

    public DbSet<Order> Orders => Set<Order>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Product>().Property(product => product.Name).HasMaxLength(100);
        modelBuilder.Entity<Order>(order =>
        {
            order.Property(o => o.Number).HasMaxLength(40);
            order.HasIndex(o => o.Number).IsUnique();
        });
    }
}
