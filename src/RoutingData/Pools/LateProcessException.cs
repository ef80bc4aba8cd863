using RoutingData.Monitor;

namespace RoutingData.Pools;

/// <summary>A connect ended so long after its limit that the process itself must have stood still: that says nothing about the server, and the
/// time is not the statement's to lose.</summary>
internal sealed class LateProcessException(ServerAddress server, TimeSpan late, Exception innerException)
    : TimeoutException($"The process stood still for about {late.TotalSeconds:0} s while it made a connection to {server}.", innerException)
{
    /// <summary>How long it stood still.</summary>
    public TimeSpan Late => late;
}
