using System.Globalization;
using RoutingData.Monitor;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Mapping;

/// <summary>Takes over the variables.</summary>
internal static class VariableMapping
{
    private static readonly MonitorOptions Defaults = new();

    public static void Write(TableSet tables, MappingTarget target)
    {
        foreach (var variable in tables.Variables)
        {
            if (TakenVariables.All.TryGetValue(variable.Name, out var meaning)) Take(variable, meaning, target);
            else if (OtherVariables.All.TryGetValue(variable.Name, out var other)) target.Warn(other.Kind, variable.Name, other.Reason!, variable.Position);
            else target.Warn(ProxySqlWarningKind.Unknown, variable.Name, "ProxySQL 2.7 has no such variable, and passes over it.", variable.Position);
        }

        WriteMonitorUser(tables, target);
        FitTimeout(tables, target);
    }

    /// <summary>A variable's number, if it is set to one that ProxySQL takes.</summary>
    public static long? NumberOf(TableSet tables, string name) =>
        tables.FindVariable(name) is { } variable && IsInRange(variable, TakenVariables.All[name], out var number) ? number : null;

    private static void Take(Variable variable, VariableMeaning meaning, MappingTarget target)
    {
        switch (meaning.Kind)
        {
            case VariableKind.Number when IsInRange(variable, meaning, out var number):
                target.Set(meaning.Setting, number.ToString(CultureInfo.InvariantCulture));
                break;
            case VariableKind.Number:
                target.Warn(
                    ProxySqlWarningKind.Adjusted, variable.Name,
                    $"ProxySQL takes numbers from {meaning.Min} to {meaning.Max} and keeps its default otherwise; RoutingData's default stays.", variable.Position);
                break;
            case VariableKind.Switch when variable.Value.ToUpperInvariant() is "TRUE" or "FALSE" or "1" or "0":
                target.Set(meaning.Setting, variable.Value.ToUpperInvariant() is "TRUE" or "1");
                break;
            case VariableKind.Switch:
                target.Warn(ProxySqlWarningKind.Adjusted, variable.Name, "It is neither true nor false: the default stays.", variable.Position);
                break;
            default:
                if (variable.Value.Length > 0) target.Set(meaning.Setting, variable.Value);
                break;
        }
    }

    private static bool IsInRange(Variable variable, VariableMeaning meaning, out long number) =>
        long.TryParse(variable.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number) && number >= meaning.Min && number <= meaning.Max;

    // ProxySQL's monitor logs in as monitor with the password monitor unless told otherwise; one of the two alone means the other.
    private static void WriteMonitorUser(TableSet tables, MappingTarget target)
    {
        var user = tables.FindVariable("mysql-monitor_username")?.Value;
        var password = tables.FindVariable("mysql-monitor_password")?.Value;
        if (user is null && password is null) return;
        target.Set("Monitor:Username", string.IsNullOrEmpty(user) ? "monitor" : user);
        target.Set("Monitor:Password", password ?? "monitor");
    }

    // A probe must end before the next one begins; ProxySQL lets them overlap.
    private static void FitTimeout(TableSet tables, MappingTarget target)
    {
        const string Interval = "mysql-monitor_read_only_interval", Timeout = "mysql-monitor_read_only_timeout";
        var interval = NumberOf(tables, Interval) ?? Defaults.ReadOnlyIntervalMs;
        if ((NumberOf(tables, Timeout) ?? Defaults.ReadOnlyTimeoutMs) <= interval) return;
        target.Set("Monitor:ReadOnlyTimeoutMs", (int)interval);
        target.Warn(
            ProxySqlWarningKind.Adjusted, Timeout, "A probe ends before the next one begins: the timeout becomes the interval.",
            (tables.FindVariable(Timeout) ?? tables.FindVariable(Interval))!.Position);
    }
}
