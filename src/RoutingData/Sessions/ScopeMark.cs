using RoutingData.Monitor;

namespace RoutingData.Sessions;

/// <summary>What the connections of one scope to one data source have seen, as of one of their statements.</summary>
/// <param name="Seen">As <see cref="ISessionOwner.NoteSeen"/>.</param>
/// <param name="Server">The server that shows all that the scope has written and seen; null when none is known.</param>
/// <param name="Written">The moment of the scope's last write then: that server need not show a later one.</param>
internal sealed record ScopeMark(long Seen, ServerAddress? Server, long Written)
{
    /// <summary>The mark of a scope that has seen nothing.</summary>
    public static ScopeMark None { get; } = new(0, null, 0);
}
