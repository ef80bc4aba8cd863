namespace RoutingData.Testing;

/// <summary>A local cluster could not do what it was asked to; the message says which server, and what it wrote in its error log.</summary>
public sealed class LocalClusterException : Exception
{
    /// <summary>Makes an exception with no message of its own.</summary>
    public LocalClusterException()
    {
    }

    /// <summary>Makes an exception that says what went wrong and what to do.</summary>
    public LocalClusterException(string message)
        : base(message)
    {
    }

    /// <summary>Makes an exception that says what went wrong and what to do, with its cause.</summary>
    public LocalClusterException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
