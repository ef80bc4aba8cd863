using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;

namespace RoutingData.Sessions;

/// <summary>Whether the connection is lost, and the answer with it, by what a driver threw.</summary>
internal static class ConnectionLoss
{
    // A reader with CloseConnection that fails takes the driver's connection with it; what the server answered is its answer all the same.
    public static bool Is(RoutingSession session, BackendConnection backend, Exception exception) =>
        backend.IsTerminated || (DriverError.ServerNumber(exception) is { } number
            ? DriverError.IsGoodbye(number) && !IsAnswerOfMariaDb(session, backend, number)
            : backend.IsGone || DriverError.IsConnectionLost(exception));

    // There 4031 is about triggers. Both drivers close the connection at that number, whatever says it: that is no loss of the answer.
    private static bool IsAnswerOfMariaDb(RoutingSession session, BackendConnection backend, int number) =>
        number == DriverError.IdleTimeout && session.Monitor.Current.Find(backend.Server) is { Flavor: ServerFlavor.MariaDb };
}
