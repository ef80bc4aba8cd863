using System.Collections.Immutable;
using System.Data;
using System.Globalization;
using System.Text.Json.Nodes;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Fleet;
using RoutingData.Tool.Output;

namespace RoutingData.Tool.Commands;

/// <summary>Writes what a check has found.</summary>
/// <param name="console">Where to.</param>
/// <param name="asJson">Whether it is JSON.</param>
internal sealed class CheckReport(ToolConsole console, bool asJson)
{
    private readonly ToolOutput _output = new(console, asJson);

    /// <returns>The exit code.</returns>
    public int Write(ImmutableArray<string> faults, ImmutableArray<string> warnings, ImmutableArray<ServerAnswer>? answers, bool isStrict)
    {
        if (asJson) _output.Write(Json(faults, warnings, answers));
        else Tell(faults, warnings, answers);
        if (!faults.IsEmpty) return ExitCode.Faults;
        if (answers is { } servers && servers.Any(server => server.Error is not null)) return ExitCode.Unreachable;
        return isStrict && !warnings.IsEmpty ? ExitCode.Faults : ExitCode.Success;
    }

    private void Tell(ImmutableArray<string> faults, ImmutableArray<string> warnings, ImmutableArray<ServerAnswer>? answers)
    {
        foreach (var fault in faults) _output.Line($"fault: {fault}");
        foreach (var warning in warnings) _output.Line($"warning: {warning}");
        if (answers is { } servers)
        {
            _output.Write(TableOf(servers), changed: -1, upright: false);
            foreach (var server in servers.Where(server => server.Error is not null)) _output.Line($"{server.Address}: {server.Error}");
            foreach (var grants in servers.Where(server => !server.Grants.IsEmpty).GroupBy(server => string.Join("; ", server.Grants)))
                _output.Line($"The monitor's user on {string.Join(", ", grants.Select(server => server.Address))}: {grants.Key}");
        }

        if (faults.IsEmpty) _output.Line(warnings.IsEmpty ? "No faults." : $"No faults, {warnings.Length} {(warnings.Length == 1 ? "warning" : "warnings")}.");
    }

    private static DataTable TableOf(ImmutableArray<ServerAnswer> servers)
    {
        var table = new DataTable();
        foreach (var column in new[] { "server", "role", "health", "version", "lag", "GTIDs", "clock" }) table.Columns.Add(column);
        foreach (var server in servers)
        {
            table.Rows.Add(
                server.Address, server.Role, server.Health, server.Version ?? "", server.LagSeconds is { } lag ? string.Create(CultureInfo.InvariantCulture, $"{lag} s") : "",
                server.Gtids ?? "", server.ClockMs is { } clock ? string.Create(CultureInfo.InvariantCulture, $"{clock:+0;-0;0} ms") : "");
        }

        return table;
    }

    private static JsonObject Json(ImmutableArray<string> faults, ImmutableArray<string> warnings, ImmutableArray<ServerAnswer>? answers)
    {
        var json = new JsonObject { ["faults"] = Texts(faults), ["warnings"] = Texts(warnings) };
        if (answers is not { } servers) return json;
        json["servers"] = new JsonArray(
        [
            .. servers.Select(server => (JsonNode)new JsonObject
            {
                ["server"] = server.Address, ["role"] = server.Role, ["health"] = server.Health, ["version"] = server.Version, ["lagSeconds"] = server.LagSeconds,
                ["gtids"] = server.Gtids, ["clockMs"] = server.ClockMs, ["grants"] = Texts(server.Grants), ["error"] = server.Error,
            }),
        ]);
        return json;
    }

    private static JsonArray Texts(ImmutableArray<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
