using System.Data.Common;

namespace RoutingData.ProxySql;

/// <summary>Thrown when an admin statement is not understood or refused. Nothing is changed then. The message repeats no value of the statement.</summary>
public sealed class RoutingAdminException : DbException
{
    /// <summary>Creates one without a message.</summary>
    public RoutingAdminException()
    {
    }

    /// <summary>Creates one.</summary>
    /// <param name="message">What is wrong.</param>
    public RoutingAdminException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What it comes from.</param>
    public RoutingAdminException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
