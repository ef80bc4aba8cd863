using System.Data.Common;

namespace RoutingData.Monitor.Drivers;

/// <summary>
/// Ends what waits on a connection from outside, by shutting down its socket: the one act from another thread that gives the caller what a
/// dead server gives, a correct prefix of the rows and then an error, and ends every blocked call at once (docs/drivers.md).
/// </summary>
internal interface ISocketCut
{
    /// <summary>Returns the socket under an open connection; null where there is none to be found.</summary>
    object? SocketOf(DbConnection connection);

    /// <summary>Shuts it down; again, and on one that is closed already, does nothing.</summary>
    /// <param name="socket">What <see cref="SocketOf"/> found.</param>
    void Cut(object socket);

    /// <summary>Whether whatever waited on a socket ends once that is shut down. Where it may not, an asynchronous caller is released after a
    /// while, and the driver left to itself.</summary>
    bool EndsCalls => true;

    /// <summary>Whether something waits to be read on it, its end included. To a connection on which nothing runs a server says nothing but
    /// goodbye. Takes a microsecond.</summary>
    /// <param name="socket">What <see cref="SocketOf"/> found.</param>
    bool HasNews(object socket);
}
