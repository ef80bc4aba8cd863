using System.Diagnostics;
using RoutingData.Monitor;

namespace RoutingData.Diagnostics;

/// <summary>What happens to a statement on its way, as events of its span. The span is the current one, if it is the router's.</summary>
internal static class SpanEvents
{
    /// <summary>The name of the router's activity source.</summary>
    public const string SourceName = "RoutingData";

    /// <summary>Adds that the statement is sent once more.</summary>
    /// <param name="server">The server that failed it.</param>
    /// <param name="why">A word for the cause.</param>
    public static void Retried(ServerAddress server, string why) => Add(
        "routingdata.retry",
        new("routingdata.retry.reason", why), new("server.address", server.Hostname), new("server.port", server.Port));

    /// <summary>Adds that the statement has waited for a server to become usable.</summary>
    public static void Waited(TimeSpan time) => Add("routingdata.wait", new KeyValuePair<string, object?>("routingdata.wait.duration", time.TotalSeconds));

    private static void Add(string name, params ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Activity.Current is { IsAllDataRequested: true, Source.Name: SourceName } span)
            span.AddEvent(new ActivityEvent(name, tags: [.. tags]));
    }
}
