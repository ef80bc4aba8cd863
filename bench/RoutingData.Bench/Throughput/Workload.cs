using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>The workloads by their names on the command line.</summary>
internal static class Workload
{
    /// <param name="name">As on the command line.</param>
    /// <param name="client">The worker's connections.</param>
    /// <param name="keepsCommands">Whether commands are made once and executed again, where a workload can.</param>
    /// <exception cref="ArgumentException">There is no such workload.</exception>
    public static Work Create(string name, Client client, bool keepsCommands) => name switch
    {
        "select1" => new Reads(client, "SELECT 1", takesId: false, keepsCommands),
        "pk" => new Reads(client, "SELECT name FROM bench_pk WHERE id = @id", takesId: true, keepsCommands),
        "insert" => new Inserts(client),
        "tx" => new Transactions(client),
        "mixed" => new Mixed(client, keepsCommands),
        "openclose" => new OpenAndClose(client),
        _ => throw new ArgumentException($"There is no workload {name}; there are select1, pk, insert, tx, mixed, openclose."),
    };
}
