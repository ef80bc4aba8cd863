using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Saving;

/// <summary>What SaveChanges sends is one text of several statements, and belongs together on the writer.</summary>
public sealed class SaveChangesTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    // One row, few and many: providers send them as one command, as some, and as several batches.
    [Theory]
    [InlineData(1, true)]
    [InlineData(1, false)]
    [InlineData(6, true)]
    [InlineData(6, false)]
    [InlineData(40, true)]
    [InlineData(40, false)]
    [Trait("Requirement", "D13")]
    public async Task Generated_keys_come_back_for_every_row_of_a_batch(int rows, bool async)
    {
        await using var shop = cluster.NewContext();
        var orders = Enumerable.Range(0, rows).Select(number => new Order
        {
            Number = $"batch {rows} {async} {number}", Lines = { new OrderLine { Quantity = number } },
        }).ToArray();
        shop.AddRange(orders);

        Assert.Equal(2 * rows, await SaveAsync(shop, async));

        Assert.Equal(rows, orders.Select(order => order.Id).Where(id => id > 0).Distinct().Count());
        await cluster.Servers.WaitForReplicationAsync(TestContext.Current.CancellationToken);
        await using var again = cluster.NewContext();
        var found = await again.Orders.Include(order => order.Lines)
            .Where(order => EF.Functions.Like(order.Number, $"batch {rows} {async} %")).ToListAsync();
        Assert.Equal(
            orders.Select(order => (order.Id, order.Number, order.Lines[0].Quantity)),
            found.OrderBy(order => order.Id).Select(order => (order.Id, order.Number, order.Lines[0].Quantity)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_change_of_what_somebody_else_has_changed_is_told(bool async)
    {
        await using var mine = cluster.NewContext();
        await using var theirs = cluster.NewContext();
        var order = await mine.Orders.TagWith("route=writer").FirstAsync(order => order.Number == "first");
        (await theirs.Orders.TagWith("route=writer").FirstAsync(order => order.Number == "first")).Version++;
        await SaveAsync(theirs, async);

        order.Version++;

        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => SaveAsync(mine, async));
        using (RoutingScope.Writer()) await mine.Entry(order).ReloadAsync();
        order.Version++;
        Assert.Equal(1, await SaveAsync(mine, async));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_refusal_by_the_server_reaches_the_caller_as_the_driver_threw_it(bool async)
    {
        await using var shop = cluster.NewContext();
        shop.Add(new Order { Number = new string('x', 100) });

        var error = await Assert.ThrowsAsync<DbUpdateException>(() => SaveAsync(shop, async));

        const int DataTooLong = 1406;
        Assert.Equal(DataTooLong, ServerError.NumberOf(error.InnerException));
        Assert.IsNotType<RoutingDbException>(error.InnerException);
    }

    private static Task<int> SaveAsync(ShopContext shop, bool async) =>
        BothWorlds.RunAsync(async, () => shop.SaveChangesAsync(), shop.SaveChanges);
}
