using System.Data.Common;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>
/// What the router itself has to say: no writer, no reader, an unknown outcome, a session's state that went down with its
/// server. What a server says is never wrapped in it; the driver's own exception reaches the caller as it is.
/// </summary>
public sealed class RoutingDbException : DbException
{
    internal RoutingDbException(string message, StatementOutcome outcome, bool isTransient, Exception? innerException = null)
        : base(message, innerException)
    {
        Outcome = outcome;
        IsTransient = isTransient;
    }

    /// <summary>What became of the statement.</summary>
    public StatementOutcome Outcome { get; }

    /// <summary>The server it is about, if it is about one.</summary>
    public ServerAddress? Server { get; internal init; }

    /// <summary>Id of the hostgroup the statement was meant for, if it is about one.</summary>
    public int? Hostgroup { get; internal init; }

    /// <summary>Whether the session's state (transaction, user variables, temporary tables, locks) was lost: close the connection
    /// and begin again.</summary>
    public bool SessionStateLost { get; internal init; }

    /// <summary>Whether running the same again may succeed and can do no harm. Never true when the outcome is unknown.</summary>
    public override bool IsTransient { get; }
}
