using System.CommandLine;
using RoutingData.Bench.Measuring;
using RoutingData.Bench.Failover.Faults;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.Bench.Failover;

/// <summary>Real faults on real servers under load, a history checker for the verdict, and the figures beside the bar.</summary>
internal static class FailoverCommand
{
    private const string Group = "gr";
    private const string Galera = "galera";
    private static readonly string Names =
        $"{FaultCatalog.Names(ClusterFleet.Replication)}; with --fleet {Group}: {FaultCatalog.Names(ClusterFleet.GroupReplication)}; " +
        $"with --fleet {Galera}: {FaultCatalog.Names(ClusterFleet.Galera)}";

    public static Command Create()
    {
        var faults = ListOption.New("--fault", $"{Names}; all for all of them", "kill");
        var fleet = new Option<string>("--fleet")
        {
            Description = $"replication, {Group}: MySQL's Group Replication, or {Galera}", DefaultValueFactory = _ => "replication",
        };
        var flavors = ListOption.New("--flavor", "mariadb, mysql", "mariadb");
        var runs = Number("--runs", "Runs of each fault", 3);
        var writers = Number("--writers", "Sessions that insert", 4);
        var readers = Number("--readers", "Sessions that read", 4);
        var savers = Number("--savers", "Sessions that insert by EF Core's SaveChanges, in transactions; only through the router", 0);
        var scans = Number("--scans", "Sessions that read large results, and check each row", 2);
        var rest = Number("--rest", "Milliseconds that each of them pauses between two statements", 2);
        var promoteAfter = Number("--promote-after", "Milliseconds from the writer's end to a promotion", 1000);
        var consistency = new Option<ConsistencyLevel>("--consistency")
        {
            Description = "What plain reads of the router have to show", DefaultValueFactory = _ => ConsistencyLevel.Session,
        };
        var unknown = new Option<UnknownOutcome>("--unknown-outcome")
        {
            Description = "What becomes of a write whose answer is lost: reported as unknown, or resolved by a marker",
            DefaultValueFactory = _ => UnknownOutcome.Report,
        };
        var via = new Option<string?>("--via") { Description = "A proxy's host:port: the bare driver through it in place of the router" };
        var setup = new Option<string?>("--via-setup")
        {
            Description = "A shell command that points the proxy at the servers of a run, $SERVERS: db001 first, each host:port",
        };
        var markdown = new Option<bool>("--markdown") { Description = "Also print the rows of the table in docs/failover.md" };
        var logs = new Option<bool>("--log") { Description = "Print what the router logs" };
        var json = new Option<FileInfo?>("--json") { Description = "Write the figures to a file" };

        var command = new Command("failover", "Faults on real servers under load: what is lost, what callers see, and for how long")
        {
            fleet, faults, flavors, runs, writers, readers, savers, scans, rest, promoteAfter, consistency, unknown, via, setup, markdown, logs, json,
        };
        command.SetAction(parsed => RunAsync(FleetOf(parsed.GetValue(fleet)!), parsed));
        return command;

        Task<int> RunAsync(ClusterFleet of, ParseResult parsed) => FailoverRunner.RunAsync(
            new FailoverRunOptions(
                of, [.. parsed.GetValue(faults)!.SelectMany(name => name == "all" ? FaultCatalog.Of(of) : [FaultCatalog.Find(of, name)])],
                FlavorsOf(of, parsed.GetValue(flavors)!),
                parsed.GetValue(runs), parsed.GetValue(writers), parsed.GetValue(readers), parsed.GetValue(savers), parsed.GetValue(scans),
                TimeSpan.FromMilliseconds(parsed.GetValue(rest)), TimeSpan.FromMilliseconds(parsed.GetValue(promoteAfter)),
                parsed.GetValue(consistency), parsed.GetValue(unknown), ProxyOf(parsed.GetValue(via), parsed.GetValue(setup)), parsed.GetValue(logs)),
            parsed.GetValue(markdown), parsed.GetValue(json));
    }

    private static ClusterFleet FleetOf(string name) => name switch
    {
        "replication" => ClusterFleet.Replication,
        Group => ClusterFleet.GroupReplication,
        Galera => ClusterFleet.Galera,
        _ => throw new ArgumentException($"There is no fleet {name}; there are replication, {Group}, {Galera}."),
    };

    private static ServerFlavor[] FlavorsOf(ClusterFleet fleet, string[] names) => fleet switch
    {
        ClusterFleet.GroupReplication => [ServerFlavor.MySql],
        ClusterFleet.Galera => [ServerFlavor.MariaDb],
        _ => [.. names.Select(FlavorOf)],
    };

    private static ServerFlavor FlavorOf(string name) => name switch
    {
        "mariadb" => ServerFlavor.MariaDb,
        "mysql" => ServerFlavor.MySql,
        _ => throw new ArgumentException($"There is no flavor {name}; there are mariadb, mysql."),
    };

    private static ViaProxy? ProxyOf(string? via, string? setup) => via?.Split(':') switch
    {
        null => null,
        [var host, var port] => new ViaProxy(host, int.Parse(port), setup),
        _ => throw new ArgumentException($"--via must be host:port, not {via}."),
    };

    private static Option<int> Number(string name, string description, int value) =>
        new(name) { Description = description, DefaultValueFactory = _ => value };
}
