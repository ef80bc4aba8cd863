using System.Net.Sockets;
using RoutingData.Connecting;
using RoutingData.Monitor.Reports;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Connecting;

public sealed class NoServerTests
{
    public static TheoryData<string, Exception, string> Troubles => new()
    {
        { "Refused", new FakeDbException(1045, "Access denied for user 'secret'@'secret'"), "refuses the monitor (error 1045), so that its role is not known" },
        { "Lost", new FakeDbException(1042, "secret"), "does not answer (FakeDbException)" },
        { "Lost", new IOException("secret", new SocketException((int)SocketError.ConnectionRefused)), "does not answer (connection refused)" },
        { "Lost", new IOException("secret", new SocketException((int)SocketError.HostNotFound)), "does not answer (no such host)" },
        { "Lost", new IOException("secret", new SocketException((int)SocketError.NetworkUnreachable)), "does not answer (no route to it)" },
        { "Lost", new IOException("secret", new SocketException((int)SocketError.ConnectionReset)), "does not answer (ConnectionReset)" },
        { "Timeout", new TimeoutException("secret"), "does not answer (no answer in time)" },
        { "Lost", new InvalidOperationException("secret"), "does not answer (InvalidOperationException)" },
    };

    [Theory]
    [MemberData(nameof(Troubles))]
    [Trait("Fault", "C12")]
    public void What_the_monitor_was_told_is_named_and_not_repeated(string kind, Exception trouble, string named)
    {
        var fleet = Fleet.Of("a");
        fleet.See(Fleet.Address('a'), new ProbeFailure(Enum.Parse<ProbeFailureKind>(kind), trouble));

        var error = NoServer.AtOpen(fleet.Now, TimeSpan.FromSeconds(1));

        Assert.Equal($"No server answered within 1000 ms. a:3306 {named}.", error.Message);
        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
    }
}
