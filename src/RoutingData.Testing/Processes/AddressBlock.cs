using System.Net;
using System.Net.Sockets;
using RoutingData.Monitor;

namespace RoutingData.Testing.Processes;

/// <summary>
/// Sixteen loopback addresses and one port, held for as long as the cluster lives. A socket that listens on the first address
/// is the reservation: the kernel gives it to one cluster on the machine, and takes it back when the process dies.
/// </summary>
internal sealed class AddressBlock : IDisposable
{
    private const int Size = 16;
    private const int Blocks = 15;

    // Below the ports that Linux hands out for outgoing connections, so that a server finds its port free when it comes back.
    private const int FirstPort = 20_000;
    private const int LastPort = 32_000;
    private const int Tries = 1_000;

    private readonly Socket _reservation;
    private readonly int _first;

    private AddressBlock(Socket reservation, int first, int port)
    {
        _reservation = reservation;
        _first = first;
        Port = port;
    }

    public int Port { get; }

    public static AddressBlock Reserve(int servers, Random random)
    {
        for (var i = 0; i < Tries; i++)
        {
            var first = Size * random.Next(1, Blocks + 1);
            var port = random.Next(FirstPort, LastPort);
            if (Listen(first, port) is not { } reservation)
                continue;
            if (Enumerable.Range(first + 1, servers).All(last => IsFree(last, port)))
                return new AddressBlock(reservation, first, port);
            reservation.Dispose();
        }

        throw new LocalClusterException(
            $"No free block of loopback addresses was found in {Tries} tries, with ports {FirstPort} to {LastPort}.");
    }

    /// <summary>The address of the n-th server, counted from 1.</summary>
    public ServerAddress this[int server] => new(Address(_first + server).ToString(), Port);

    public void Dispose() => _reservation.Dispose();

    private static IPAddress Address(int last) => new([127, 0, 0, (byte)last]);

    private static bool IsFree(int last, int port)
    {
        using var socket = Listen(last, port);
        return socket is not null;
    }

    // Bind alone would not do: .NET sets SO_REUSEADDR, and then two sockets may be bound to one port until one listens.
    private static Socket? Listen(int last, int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(Address(last), port));
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
