using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Reports;
using RoutingData.Tests.Monitoring;

namespace RoutingData.Tests.Evidence;

/// <summary>Something that is seen of a server which has served so far: a row of the table of evidence.</summary>
/// <param name="What">In words.</param>
/// <param name="IsProof">Whether it proves, or must be feared to prove, that the server cannot serve as it did. If not, nothing may be taken
/// from it.</param>
/// <param name="Trouble">What happens to it.</param>
internal sealed record Sighting(string What, bool IsProof, Action<FakeServer> Trouble)
{
    private static readonly FakeFault Reset = FakeFault.Throw(new IOException("connection reset by peer"));
    private static readonly FakeFault Unreachable = FakeFault.Throw(new IOException("connection refused"));

    /// <summary>How many probes see it.</summary>
    public int Probes { get; init; } = 1;

    /// <summary>Whether the monitor's held connection is due to be replaced.</summary>
    public bool IsDueForRenewal { get; init; }

    public static IReadOnlyList<Sighting> All { get; } =
    [
        new("it answers", false, _ => { }) { Probes = 3 },
        new("new connections fail (no name, no route, a firewall), the monitor's held one answers", false, server => server.OnOpen = Unreachable)
            { Probes = 5, IsDueForRenewal = true },
        new("new connections hang, the held one answers", false, server => server.OnOpen = FakeFault.Hang)
            { Probes = 5, IsDueForRenewal = true },
        new("it refuses the monitor's login, the held connection answers", false, server => server.OnOpen = FakeFault.Say(DriverError.AccessDenied))
            { Probes = 5, IsDueForRenewal = true },
        new("the held connection is lost or killed, a new one answers", false, server => server.Renew(Reset)) { Probes = 3 },
        new("the held connection is lost, and so is the first new one as it asks, the next one answers", false, LoseTwice) { Probes = 3 },
        new("the held connection is silent, a new one answers", false, server => server.Renew(FakeFault.Hang)) { Probes = 3 },
        new("the held connection is lost, and it refuses the login (1045, locked, expired...)", false, server => Refuse(server, DriverError.AccessDenied))
            { Probes = 5 },
        new("the held connection is lost, and it is full (1040)", false, server => Refuse(server, DriverError.TooManyConnections)) { Probes = 5 },
        new("one probe is silent, on the held connection and on a new one", true, Hang),
        new("two in a row", true, Hang) { Probes = 2 },
        new("three in a row (`Monitor:ReadOnlyMaxTimeoutCount`)", true, Hang) { Probes = 3 },
        new("the held connection is lost, and a new one fails", true, Die),
        new("three in a row fail", true, Die) { Probes = 3 },
        new("it says goodbye (1053), or that it serves no one (1047)", true, server => Refuse(server, DriverError.NotPrepared)),
    ];

    public override string ToString() => What;

    /// <summary>What the monitor's probes make of it.</summary>
    public Task<ProbeResult[]> SeeAsync(ProbedServer server) => server.AfterAsync(Trouble, Probes, IsDueForRenewal);

    private static void Hang(FakeServer server) => (server.OnOpen, server.OnExecute) = (FakeFault.Hang, FakeFault.Hang);

    private static void Die(FakeServer server) => (server.OnOpen, server.OnExecute) = (Unreachable, Reset);

    private static void LoseTwice(FakeServer server)
    {
        server.Renew(Reset);
        var first = server.Opened + 1;
        server.Called = () => server.OnExecute = server.Opened == first ? Reset : FakeFault.None;
    }

    private static void Refuse(FakeServer server, int number)
    {
        server.Renew(Reset);
        (server.OnOpen, server.OnExecute) = (FakeFault.Say(number), FakeFault.Say(number));
    }
}
