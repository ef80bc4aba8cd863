using System.Diagnostics;
using RoutingData;
using RoutingData.Testing;
using SimulatedFailover;

// What does the order desk do when the writer dies in the middle of an order? No server, no waiting: dotnet run --project samples/SimulatedFailover
var begun = Stopwatch.GetTimestamp();
var clock = new SimulatedClock();
var cluster = new SimulatedCluster(clock);
cluster.Execute("db001", "CREATE TABLE orders (id BIGINT AUTO_INCREMENT PRIMARY KEY, number INT)");

var options = new RoutingOptions { ConnectionString = cluster.ConnectionString }.UseDriver(cluster.Factory);
await clock.RunAsync(async () =>
{
    await using var dataSource = new RoutingDbDataSourceBuilder(options).UseTimeProvider(clock).Build();
    var desk = new OrderDesk(dataSource);
    await desk.TakeAsync(1);

    // The writer hangs under the second order, and is killed and replaced only ten seconds later.
    cluster.Pause("db001");
    var order = desk.TakeAsync(2);
    await Task.Delay(TimeSpan.FromSeconds(10), clock);
    cluster.Kill("db001");
    cluster.Promote("db002");
    await order;
    await desk.TakeAsync(3);
});

foreach (var happened in cluster.History.Where(happened => happened.Kind is SimulatedEventKind.Fault or SimulatedEventKind.Committed))
    Console.WriteLine(happened);
var orders = cluster.Scalar("db002", "SELECT COUNT(*) FROM orders");
Console.WriteLine($"{orders} orders on db002 after {clock.Elapsed.TotalSeconds:0.0} simulated seconds, in {Stopwatch.GetElapsedTime(begun).TotalMilliseconds:0} ms");
return orders is 3L ? 0 : 1;
