using System.CommandLine;
using System.Text.Json.Nodes;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Output;
using RoutingData.Tool.Settings;

namespace RoutingData.Tool.Commands;

/// <summary><c>routingdata explain</c>: where a statement would go, and why. It is not run, and no server is asked.</summary>
internal static class ExplainCommand
{
    public static Command Of(ToolConsole console)
    {
        var (settings, json) = (new SettingsOptions(), JsonOption.New());
        var statement = new Argument<string>("statement") { Description = "The statement." };
        var command = new Command("explain", "Says where a statement goes, and why, without running it.") { statement, json };
        settings.AddTo(command);
        command.SetAction(result =>
        {
            var reader = new SettingsReader(console);
            var source = settings.Of(result);
            using var routed = source.Files is [] && !reader.HasUsual ? null : reader.Read(source).Route();
            if (routed is null) console.Error.WriteLine("There is no appsettings.json here: without --config, only the statement itself is judged.");
            Write(console, result.GetValue(json), routed?.DataSource, result.GetValue(statement)!);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(ToolConsole console, bool asJson, RoutingDbDataSource? dataSource, string statement)
    {
        // Not connected to: the decision is made without a server.
        using var unconfigured = dataSource is null ? new RoutingDbDataSource("Server=db001,db002;User ID=app") : null;
        var decision = (dataSource ?? unconfigured!).Explain(statement);
        var target = decision.Target.ToString();
        var output = new ToolOutput(console, asJson);
        if (asJson)
        {
            output.Write(new JsonObject
            {
                ["target"] = target, ["hostgroup"] = decision.Hostgroup, ["rule"] = decision.RuleId, ["reason"] = decision.Reason, ["pins"] = decision.Pins,
            });
            return;
        }

        output.Line($"target:    {target}");
        output.Line($"hostgroup: {decision.Hostgroup}");
        output.Line($"rule:      {(decision.RuleId is { } rule ? $"{rule}" : "none")}");
        output.Line($"reason:    {decision.Reason}");
        if (decision.Pins) output.Line("The session stays on its connection afterwards.");
    }
}
