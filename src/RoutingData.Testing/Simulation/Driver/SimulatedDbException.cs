using System.Data.Common;

namespace RoutingData.Testing;

/// <summary>
/// An error of the simulated driver. As with the real ones, <c>Data["Server Error Code"]</c> holds the server's number when it is the
/// server that speaks, and the inner exception says what became of the connection when it is not.
/// </summary>
public sealed class SimulatedDbException : DbException
{
    internal SimulatedDbException(int number, string? sqlState, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        Number = number;
        SqlState = sqlState;
        if (number != 0) Data["Server Error Code"] = number;
    }

    /// <summary>The server's error number; 1042 when no connection could be made, 0 when a connection was lost.</summary>
    public int Number { get; }

    /// <summary>The server's SQLSTATE, if it said one.</summary>
    public override string? SqlState { get; }

    /// <summary>Whether the driver takes it for something that may pass: what concerns the connection, not the statement.</summary>
    public override bool IsTransient => Number is 0 or 1040 or 1042 or 1053;

    internal static SimulatedDbException ConnectionLost(Exception reason) =>
        new(0, null, "The connection to the simulated server was lost.", reason);

    internal static SimulatedDbException CannotConnect(string name, Exception reason) =>
        new(1042, null, $"Unable to connect to the simulated server {name}.", reason);
}
