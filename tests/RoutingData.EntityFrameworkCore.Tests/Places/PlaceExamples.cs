using System.Transactions;
using Microsoft.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using static RoutingData.ServerTests.RoutedClusters.BothWorlds;

namespace RoutingData.EntityFrameworkCore.Tests.Places;

/// <summary>The table of docs/ef-core.md, each row of which runs on real servers.</summary>
internal static class PlaceExamples
{
    public static IReadOnlyList<PlaceExample> All { get; } =
    [
        new("shop.Products.ToListAsync()", "reader", ["FROM `Products`"], (shop, async) => List(shop.Products, async)),
        new("shop.Orders.Include(o => o.Lines).ToListAsync()", "reader", ["LEFT JOIN `OrderLine`"],
            (shop, async) => List(shop.Orders.Include(o => o.Lines), async)),
        new("shop.Orders.Include(o => o.Lines).AsSplitQuery().ToListAsync()", "reader", ["FROM `Orders`", "INNER JOIN `OrderLine`"],
            (shop, async) => List(shop.Orders.Include(o => o.Lines).AsSplitQuery(), async)),
        new("shop.Products.OrderBy(p => p.Name).Skip(1).Take(1).ToListAsync()", "reader", ["LIMIT 1 OFFSET 1"],
            (shop, async) => List(shop.Products.OrderBy(p => p.Name).Skip(1).Take(1), async)),
        new("EF.CompileAsyncQuery((ShopContext shop, string name) => shop.Products.Where(p => p.Name == name))", "reader", ["WHERE `p`.`Name` ="], Compiled),
        new("shop.Orders.SumAsync(o => o.Version)", "reader", ["SUM(`o`.`Version`)"],
            (shop, async) => RunAsync(async, () => shop.Orders.SumAsync(o => o.Version), () => shop.Orders.Sum(o => o.Version))),
        new("shop.Products.TagWith(\"route=writer\").ToListAsync()", "writer", ["-- route=writer"],
            (shop, async) => List(shop.Products.TagWith("route=writer"), async)),
        new("using (RoutingScope.Writer()) await shop.Products.ToListAsync();", "writer", ["FROM `Products`"], InWriterScope),
        new("shop.Products.FromSqlRaw(\"SELECT * FROM Products\").ToListAsync()", "reader", ["SELECT * FROM Products"],
            (shop, async) => List(shop.Products.FromSqlRaw("SELECT * FROM Products"), async)),
        new("shop.Products.FromSqlRaw(\"SELECT * FROM Products FOR UPDATE\").ToListAsync()", "writer", ["FOR UPDATE"],
            (shop, async) => List(shop.Products.FromSqlRaw("SELECT * FROM Products FOR UPDATE"), async)),
        new("shop.Database.SqlQuery<int>($\"SELECT Stock AS Value FROM Products\").ToListAsync()", "reader", ["SELECT Stock AS Value"],
            (shop, async) => List(shop.Database.SqlQuery<int>($"SELECT Stock AS Value FROM Products"), async)),
        new("shop.Add(new Order { ... }); await shop.SaveChangesAsync();", "writer",
            ["INSERT INTO `Orders`", "FROM `Orders`\nWHERE ROW_COUNT() = 1 AND `Id` = LAST_INSERT_ID()"], Insert),
        new("order.Version++; await shop.SaveChangesAsync();", "writer", ["UPDATE `Orders`", "SELECT ROW_COUNT()"], Update),
        new("shop.Remove(line); await shop.SaveChangesAsync();", "writer", ["DELETE FROM `OrderLine`", "SELECT ROW_COUNT()"], Delete),
        new("shop.Products.ExecuteUpdateAsync(p => p.SetProperty(x => x.Stock, 7))", "writer", ["UPDATE `Products`"], ExecuteUpdate),
        new("shop.Products.Where(p => p.Stock < 0).ExecuteDeleteAsync()", "writer", ["`p`.`Stock` < 0"],
            (shop, async) => RunAsync(
                async, () => shop.Products.Where(p => p.Stock < 0).ExecuteDeleteAsync(),
                () => shop.Products.Where(p => p.Stock < 0).ExecuteDelete())),
        new("shop.Database.ExecuteSqlAsync($\"UPDATE Products SET Stock = 6\")", "writer", ["UPDATE Products SET Stock = 6"],
            (shop, async) => RunAsync(
                async, () => shop.Database.ExecuteSqlAsync($"UPDATE Products SET Stock = 6"),
                () => shop.Database.ExecuteSql($"UPDATE Products SET Stock = 6"))),
        new("a query between BeginTransactionAsync and CommitAsync", "writer", ["FROM `Products`"], InTransaction),
        new("a query in a TransactionScope", "writer", ["FROM `Products`"], InTransactionScope),
    ];

    private static readonly Func<ShopContext, string, IAsyncEnumerable<Product>> Named =
        EF.CompileAsyncQuery((ShopContext shop, string name) => shop.Products.Where(p => p.Name == name));

    private static readonly Func<ShopContext, string, IEnumerable<Product>> NamedSync =
        EF.CompileQuery((ShopContext shop, string name) => shop.Products.Where(p => p.Name == name));

    private static Task List<T>(IQueryable<T> query, bool async) => RunAsync(async, () => query.ToListAsync(), query.ToList);

    private static Task Save(ShopContext shop, bool async) => RunAsync(async, () => shop.SaveChangesAsync(), shop.SaveChanges);

    private static Task Compiled(ShopContext shop, bool async) =>
        RunAsync(async, async () => await Named(shop, "lamp").ToListAsync(), () => NamedSync(shop, "lamp").ToList());

    private static async Task InWriterScope(ShopContext shop, bool async)
    {
        using (RoutingScope.Writer()) await List(shop.Products, async);
    }

    private static Task Insert(ShopContext shop, bool async)
    {
        shop.Add(new Order { Number = "an example" });
        return Save(shop, async);
    }

    private static async Task Update(ShopContext shop, bool async)
    {
        (await shop.Orders.TagWith("route=writer").SingleAsync(order => order.Number == "first")).Version++;
        await Save(shop, async);
    }

    private static async Task Delete(ShopContext shop, bool async)
    {
        var order = new Order { Number = "to be emptied", Lines = { new OrderLine() } };
        shop.Add(order);
        await shop.SaveChangesAsync();
        shop.Remove(order.Lines[0]);
        await Save(shop, async);
    }

    private static Task ExecuteUpdate(ShopContext shop, bool async) => RunAsync(
        async,
        () => shop.Products.ExecuteUpdateAsync(set => set.SetProperty(product => product.Stock, 7)),
        () => shop.Products.ExecuteUpdate(set => set.SetProperty(product => product.Stock, 7)));

    private static async Task InTransaction(ShopContext shop, bool async)
    {
        await using var transaction = await RunAsync(
            async, () => shop.Database.BeginTransactionAsync(), shop.Database.BeginTransaction);
        await List(shop.Products, async);
        await RunAsync(async, () => transaction.CommitAsync(), transaction.Commit);
    }

    private static async Task InTransactionScope(ShopContext shop, bool async)
    {
        using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
        await List(shop.Products, async);
        scope.Complete();
    }
}
