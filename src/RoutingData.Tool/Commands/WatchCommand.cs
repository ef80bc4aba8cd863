using System.CommandLine;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Fleet;
using RoutingData.Tool.Settings;

namespace RoutingData.Tool.Commands;

/// <summary><c>routingdata watch</c>: who writes, as it changes.</summary>
internal static class WatchCommand
{
    public static Command Of(ToolConsole console)
    {
        var (settings, json) = (new SettingsOptions(), JsonOption.New());
        json.Description = "Writes a line of JSON for each change.";
        var once = new Option<bool>("--once") { Description = "Ends when every server has answered, or the time is over." };
        var timeout = new Option<int>("--timeout") { Description = "With --once, how many seconds the servers have.", DefaultValueFactory = _ => 10 };
        var command = new Command("watch", "Shows servers and their roles, live, with a monitor of its own. Ctrl+C ends it.") { once, timeout, json };
        settings.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            await using var routed = new SettingsReader(console).Read(settings.Of(result)).Route();
            var watch = new FleetWatch(console, routed, result.GetValue(json));
            return result.GetValue(once)
                ? await watch.OnceAsync(TimeSpan.FromSeconds(result.GetValue(timeout)), cancellationToken)
                : await watch.FollowAsync(cancellationToken);
        });
        return command;
    }
}
