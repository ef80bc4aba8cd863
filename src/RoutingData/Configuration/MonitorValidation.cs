using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>What is wrong with how the topology monitor is to watch the servers.</summary>
internal static class MonitorValidation
{
    public static IEnumerable<OptionsError> Validate(MonitorOptions monitor, RoutingDbConnectionStringBuilder connection)
    {
        (string Name, int Value)[] times =
        [
            (nameof(monitor.ConnectTimeoutMs), monitor.ConnectTimeoutMs),
            (nameof(monitor.ConnectIntervalMs), monitor.ConnectIntervalMs),
            (nameof(monitor.ReadOnlyIntervalMs), monitor.ReadOnlyIntervalMs),
            (nameof(monitor.ReadOnlyTimeoutMs), monitor.ReadOnlyTimeoutMs),
            (nameof(monitor.FailoverIntervalMs), monitor.FailoverIntervalMs),
            (nameof(monitor.SuspectTimeoutMs), monitor.SuspectTimeoutMs),
        ];
        foreach (var (name, value) in times)
            if (value <= 0) yield return Fault(name, "It must be a number of milliseconds above 0.");

        if (monitor.ReadOnlyMaxTimeoutCount <= 0)
            yield return Fault(nameof(monitor.ReadOnlyMaxTimeoutCount), "It must be at least 1.");

        if (monitor.ReadOnlyTimeoutMs > monitor.ReadOnlyIntervalMs)
        {
            yield return Fault(
                nameof(monitor.ReadOnlyTimeoutMs),
                $"{monitor.ReadOnlyTimeoutMs} is above ReadOnlyIntervalMs, {monitor.ReadOnlyIntervalMs}: " +
                "a probe must end before the next begins.");
        }

        if (monitor.FailoverIntervalMs > monitor.ReadOnlyIntervalMs)
        {
            yield return Fault(
                nameof(monitor.FailoverIntervalMs),
                $"{monitor.FailoverIntervalMs} is above ReadOnlyIntervalMs, {monitor.ReadOnlyIntervalMs}: " +
                "probes must not slow down in a failover.");
        }

        if (monitor.Username is null && connection.MonitorUsername is null && (monitor.Password ?? connection.MonitorPassword) is not null)
            yield return Fault(nameof(monitor.Password), "It has no user: set Username too, or leave both out to use the application's.");
    }

    private static OptionsError Fault(string setting, string message) => new($"{nameof(RoutingOptions.Monitor)}.{setting}", message);
}
