using System.Diagnostics;
using RoutingData.Monitor;

namespace RoutingData.Diagnostics;

/// <summary>
/// The traces of routed statements, from the <see cref="ActivitySource"/> named <c>RoutingData</c>: the decision as tags, beside the
/// driver's own spans. Text is never among them.
/// </summary>
internal static class RoutingActivity
{
    private static readonly ActivitySource Source = new("RoutingData", typeof(RoutingActivity).Assembly.GetName().Version?.ToString());

    public static bool HasListeners => Source.HasListeners();

    /// <summary>A span for one execution, or null when there is no listener, or when it throws: the statement runs without one.</summary>
    public static Activity? Start(RouteDecision decision)
    {
        try
        {
            return Begin(decision);
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>Ends a span. What a listener throws must not take the place of what became of the statement.</summary>
    public static void Stop(Activity? activity)
    {
        try
        {
            activity?.Dispose();
        }
        catch (Exception)
        {
            // There is nowhere to report it.
        }
    }

    /// <summary>Records where it ran in the end.</summary>
    public static void RanOn(Activity? activity, Monitor.ServerAddress server)
    {
        activity?.SetTag("server.address", server.Hostname);
        activity?.SetTag("server.port", server.Port);
    }

    public static void Failed(Activity? activity, Exception exception)
    {
        activity?.SetStatus(ActivityStatusCode.Error);
        activity?.SetTag("error.type", exception.GetType().FullName);
    }

    private static Activity? Begin(RouteDecision decision)
    {
        var activity = Source.StartActivity("RoutingData.Execute", ActivityKind.Client);
        if (activity is not { IsAllDataRequested: true }) return activity;
        activity.SetTag("db.system.name", "mysql");
        activity.SetTag("routingdata.target", decision.Target.ToString());
        activity.SetTag("routingdata.hostgroup", decision.Hostgroup);
        activity.SetTag("routingdata.reason", decision.Reason);
        activity.SetTag("routingdata.pins", decision.Pins);
        if (decision.RuleId is { } rule) activity.SetTag("routingdata.rule_id", rule);
        return activity;
    }
}
