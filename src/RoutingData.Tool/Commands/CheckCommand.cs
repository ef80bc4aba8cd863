using System.Collections.Immutable;
using System.CommandLine;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Fleet;
using RoutingData.Tool.Settings;

namespace RoutingData.Tool.Commands;

/// <summary><c>routingdata check</c>: all faults of settings, what is suspicious about rules, and what each server says.</summary>
internal static class CheckCommand
{
    public static Command Of(ToolConsole console)
    {
        var (settings, json) = (new SettingsOptions(), JsonOption.New());
        var files = new Argument<string[]>("files") { Description = "Files with settings, as --config of other commands takes them.", Arity = ArgumentArity.ZeroOrMore };
        var connect = new Option<bool>("--connect") { Description = "Asks each server too: role, privileges, lag, GTIDs, clock." };
        var timeout = new Option<int>("--timeout") { Description = "How many seconds the servers have.", DefaultValueFactory = _ => 10 };
        var strict = new Option<bool>("--strict") { Description = "Ends with 1 for a warning as well." };
        var command = new Command("check", "Lists all faults of settings and what is suspicious about rules; asks the servers with --connect.") { files, connect, timeout, strict, json };
        settings.AddTo(command, withFiles: false);
        command.SetAction(async (result, cancellationToken) =>
        {
            var loaded = new SettingsReader(console).Read(settings.Of(result, result.GetValue(files)));
            var report = new CheckReport(console, result.GetValue(json));
            var faults = loaded.FindFaults();
            if (!faults.IsEmpty) return report.Write(faults, [], null, isStrict: false);

            await using var fleet = new FleetCheck(loaded, console.Time);
            ImmutableArray<ServerAnswer>? answers = result.GetValue(connect) ? await fleet.AskAsync(TimeSpan.FromSeconds(result.GetValue(timeout)), cancellationToken) : null;
            return report.Write([], fleet.Warnings(), answers, result.GetValue(strict));
        });
        return command;
    }
}
