namespace RoutingData;

/// <summary>
/// Carries what was written in one process into another with a message: gRPC metadata, headers of Kafka, properties of RabbitMQ, whatever has keys
/// and values. The sender calls <see cref="PropagateAsync"/> before it sends, the receiver works in the scope that <see cref="Extract"/> gives.
/// </summary>
public static class ConsistencyPropagation
{
    /// <summary>The key: <c>routing-consistency</c>.</summary>
    public const string HeaderName = "routing-consistency";

    /// <summary>Sets the token of the scope around the call, if anything has been written in it or its beginning; else sets nothing.</summary>
    /// <param name="set">Sets a key of the message to a value.</param>
    /// <param name="cancellationToken">Ends the wait for the writer's position.</param>
    /// <exception cref="RoutingDbException">There was no writer in time.</exception>
    public static async ValueTask PropagateAsync(Action<string, string> set, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(set);
        if (RoutingScope.Current is not { } scope) return;
        var token = await scope.GetConsistencyTokenAsync(cancellationToken).ConfigureAwait(false);
        if (!token.IsEmpty) set(HeaderName, token.ToString());
    }

    /// <summary>Returns a <see cref="RoutingScope.ReadYourWrites()"/> that shows what had been written where the message came from. What is no token is ignored,
    /// and counted.</summary>
    /// <param name="get">The value of a key of the message; null when it has none.</param>
    /// <returns>The scope, to be disposed of when the message has been dealt with.</returns>
    public static RoutingScope Extract(Func<string, string?> get)
    {
        ArgumentNullException.ThrowIfNull(get);
        return ConsistencyToken.TryParse(get(HeaderName), out var token) ? RoutingScope.Beginning([token], rejected: 0) : RoutingScope.Beginning([], rejected: 1);
    }
}
