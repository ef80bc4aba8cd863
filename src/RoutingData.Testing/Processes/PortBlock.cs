using System.Net;
using System.Net.Sockets;

namespace RoutingData.Testing.Processes;

/// <summary>
/// Fifteen ports that the members of one group use among themselves, held for as long as the cluster lives: MySQL's listen on every address
/// of the machine, so that addresses do not keep groups apart. A socket that listens on the port before them is the reservation. No cluster's
/// clients connect to ports of this range (<see cref="AddressBlock"/>).
/// </summary>
internal sealed class PortBlock : IDisposable
{
    private const int Size = 16;
    private const int Lowest = 17_008;
    private const int Blocks = 186;
    private const int Tries = 1_000;

    private readonly Socket _reservation;

    private PortBlock(Socket reservation, int first) => (_reservation, First) = (reservation, first);

    /// <summary>The first of the ports.</summary>
    public int First { get; }

    /// <summary>The last of them.</summary>
    public int Last => First + Size - 2;

    public static PortBlock Reserve(int ports, Random random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var reserved = Lowest + (Size * random.Next(Blocks));
            if (Listen(IPAddress.Loopback, reserved) is not { } reservation)
                continue;
            if (Enumerable.Range(reserved + 1, ports).All(IsFree))
                return new PortBlock(reservation, reserved + 1);
            reservation.Dispose();
        }

        throw new LocalClusterException($"No free block of ports was found in {Tries} tries, from {Lowest} on.");
    }

    public void Dispose() => _reservation.Dispose();

    private static bool IsFree(int port)
    {
        using var socket = Listen(IPAddress.Any, port);
        return socket is not null;
    }

    private static Socket? Listen(IPAddress address, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
            socket.Listen(1);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            return null;
        }
    }
}
