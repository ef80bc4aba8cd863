using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>
/// Which kinds of trouble schedules may have beside those of the servers. <c>ROUTINGDATA_TROUBLES</c> names them, as in
/// <c>logins,reloads</c>; <c>all</c> means every kind. The default is <c>servers</c>: no others.
/// </summary>
/// <param name="Troubles">Those that a cluster's schedule of faults has.</param>
/// <param name="Aliases">Whether names lead to servers that have names of their own.</param>
/// <param name="Reloads">Whether options are replaced meanwhile, fences among them.</param>
/// <param name="Statements">Whether sessions run what commits before they say so, and writes meet other writes' locks.</param>
/// <param name="Readers">Whether readers are chosen by their latency, and late reads are sent to a second one.</param>
/// <param name="Groups">Whether the servers are members of a replication group, with troubles of its own in place of the servers'; <c>all</c> does not mean it.</param>
internal sealed record Families(SimulatedTroubles Troubles, bool Aliases, bool Reloads, bool Statements, bool Readers, bool Groups)
{
    public static Families Enabled { get; } = Of(Environment.GetEnvironmentVariable("ROUTINGDATA_TROUBLES") is { Length: > 0 } names ? names : "servers");

    public static Families Of(string names)
    {
        if (names == "all") return new Families(SimulatedTroubles.All, Aliases: true, Reloads: true, Statements: true, Readers: true, Groups: false);
        var families = new Families(SimulatedTroubles.Servers, Aliases: false, Reloads: false, Statements: false, Readers: false, Groups: false);
        return names.Split(',').Aggregate(families, static (some, name) => name switch
        {
            "servers" => some,
            "logins" => some with { Troubles = some.Troubles | SimulatedTroubles.Logins },
            "monitor" => some with { Troubles = some.Troubles | SimulatedTroubles.MonitorConnections },
            "connects" => some with { Troubles = some.Troubles | SimulatedTroubles.Connects },
            "names" => some with { Troubles = some.Troubles | SimulatedTroubles.Names },
            "aliases" => some with { Aliases = true },
            "statements" => some with { Statements = true },
            "readers" => some with { Readers = true },
            "groups" => some with { Groups = true },
            "reloads" => some with { Reloads = true },
            _ => throw new ArgumentException($"ROUTINGDATA_TROUBLES: there is no '{name}'."),
        });
    }
}
