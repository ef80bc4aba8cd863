using System.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Transactions;

/// <summary>The isolation level that a transaction is begun with, by what it sees of another one.</summary>
public sealed class IsolationLevelTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    private const int LockWaitTimeout = 1205;

    [Theory]
    [InlineData(IsolationLevel.ReadUncommitted, 1, 1, true)]
    [InlineData(IsolationLevel.ReadUncommitted, 1, 1, false)]
    [InlineData(IsolationLevel.ReadCommitted, 0, 1, true)]
    [InlineData(IsolationLevel.ReadCommitted, 0, 1, false)]
    [InlineData(IsolationLevel.RepeatableRead, 0, 0, true)]
    [InlineData(IsolationLevel.RepeatableRead, 0, 0, false)]
    public async Task What_another_has_written_is_seen_before_and_after_its_commit(IsolationLevel level, int before, int after, bool async)
    {
        var number = $"isolated {level} {async}";
        await using var writing = cluster.NewContext();
        await using var open = await writing.Database.BeginTransactionAsync();
        writing.Add(new Order { Number = number });
        await writing.SaveChangesAsync();
        await using var reading = cluster.NewContext();
        await using var transaction = await BeginAsync(reading, level, async);

        Assert.Equal(level, transaction.GetDbTransaction().IsolationLevel);
        Assert.Equal(before, await CountAsync(reading, number, async));
        await open.CommitAsync();
        Assert.Equal(after, await CountAsync(reading, number, async));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Reads_of_a_serializable_one_wait_for_what_is_not_committed(bool async)
    {
        var number = $"serial {async}";
        await using var writing = cluster.NewContext();
        await using var open = await writing.Database.BeginTransactionAsync();
        writing.Add(new Order { Number = number });
        await writing.SaveChangesAsync();
        await using var reading = cluster.NewContext();
        await reading.Database.OpenConnectionAsync();
        await reading.Database.ExecuteSqlRawAsync("SET innodb_lock_wait_timeout = 1");
        await using var transaction = await BeginAsync(reading, IsolationLevel.Serializable, async);

        var error = await Record.ExceptionAsync(() => CountAsync(reading, number, async));

        Assert.Equal(LockWaitTimeout, ServerError.NumberOf(error));
    }

    private static Task<IDbContextTransaction> BeginAsync(ShopContext shop, IsolationLevel level, bool async) =>
        BothWorlds.RunAsync(async, () => shop.Database.BeginTransactionAsync(level), () => shop.Database.BeginTransaction(level));

    private static Task<int> CountAsync(ShopContext shop, string number, bool async) => BothWorlds.RunAsync(
        async, () => shop.Orders.CountAsync(order => order.Number == number), () => shop.Orders.Count(order => order.Number == number));
}
