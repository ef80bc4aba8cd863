using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using RoutingData.ProxySql;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Output;
using RoutingData.Tool.Settings;

namespace RoutingData.Tool.Commands;

/// <summary>Writes what an import came to: settings to the output, the report to the error output.</summary>
/// <param name="console">Where to.</param>
/// <param name="asJson">Whether the report is JSON.</param>
internal sealed class ImportReport(ToolConsole console, bool asJson)
{
    private static readonly string[] Lists = ["Servers", "ReplicationHostgroups", "QueryRules"];

    /// <returns>The exit code.</returns>
    public int Write(ProxySqlImport import, string section, bool withPasswords)
    {
        new ToolOutput(console, asJson: true).Write(SettingsJson.Of(import.Settings, section, withPasswords));
        var settings = new ConfigurationBuilder().AddInMemoryCollection(import.Settings).Build();
        // With the passwords: whether they are there is a part of it.
        var faults = new LoadedSettings(settings, []).FindFaults();
        var taken = TakenOver(settings).ToArray();
        var secrets = withPasswords ? [] : import.Settings.Keys.Where(key => key.EndsWith("Password", StringComparison.Ordinal)).Select(key => $"{section}:{key}").ToImmutableArray();
        if (asJson) console.Error.WriteLine(Json(import, faults, taken, secrets).ToJsonString());
        else foreach (var line in Told(import, faults, taken, secrets)) console.Error.WriteLine(Printable.Line(line));
        return faults.IsEmpty ? ExitCode.Success : ExitCode.Faults;
    }

    private static IEnumerable<(string What, int Count)> TakenOver(IConfiguration settings)
    {
        foreach (var list in Lists) yield return (list, settings.GetSection(list).GetChildren().Count());
        yield return ("other settings", settings.AsEnumerable().Count(setting => setting.Value is not null && !Lists.Contains(setting.Key.Split(':')[0])));
    }

    private static IEnumerable<string> Told(ProxySqlImport import, ImmutableArray<string> faults, (string What, int Count)[] taken, ImmutableArray<string> secrets)
    {
        yield return $"Taken over: {string.Join(", ", taken.Select(each => $"{each.What} {each.Count}"))}.";
        if (!secrets.IsEmpty) yield return $"Left out, to be set from a secret store: {string.Join(", ", secrets)}.";
        foreach (var line in WarningReport.Lines(import.Warnings)) yield return line;
        if (faults.IsEmpty) yield break;
        yield return "An application would not start with these settings alone:";
        foreach (var fault in faults) yield return $"  {fault}";
    }

    private static JsonObject Json(ProxySqlImport import, ImmutableArray<string> faults, (string What, int Count)[] taken, ImmutableArray<string> secrets) => new()
    {
        ["takenOver"] = new JsonObject(taken.Select(each => KeyValuePair.Create(each.What, (JsonNode?)each.Count))),
        ["leftOut"] = new JsonArray([.. secrets.Select(secret => (JsonNode)secret)]),
        ["warnings"] = WarningReport.Json(import.Warnings),
        ["faults"] = new JsonArray([.. faults.Select(fault => (JsonNode)fault)]),
    };
}
