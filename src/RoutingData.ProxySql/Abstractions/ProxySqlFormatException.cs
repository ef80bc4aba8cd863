namespace RoutingData.ProxySql;

/// <summary>
/// Thrown when a configuration file or an admin script cannot be understood. Nothing of it is taken over then. The message begins with the
/// position and repeats no value, which may be a password.
/// </summary>
public sealed class ProxySqlFormatException : FormatException
{
    /// <summary>Creates one without a position.</summary>
    public ProxySqlFormatException()
    {
    }

    /// <summary>Creates one without a position.</summary>
    /// <param name="message">What is wrong.</param>
    public ProxySqlFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates one without a position.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">What it comes from.</param>
    public ProxySqlFormatException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates one for a place in a file.</summary>
    /// <param name="position">The place.</param>
    /// <param name="message">What is wrong there.</param>
    public ProxySqlFormatException(ProxySqlPosition position, string message)
        : base($"{position}: {message}") => Position = position;

    /// <summary>The place, where there is one.</summary>
    public ProxySqlPosition? Position { get; }
}
