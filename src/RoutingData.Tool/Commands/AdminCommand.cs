using System.CommandLine;
using RoutingData.ProxySql;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Output;
using RoutingData.Tool.Prompt;
using RoutingData.Tool.Settings;

namespace RoutingData.Tool.Commands;

/// <summary><c>routingdata admin</c>: statements of ProxySQL's admin interface, on settings or in a running application.</summary>
internal static class AdminCommand
{
    public static Command Of(ToolConsole console)
    {
        var (settings, json) = (new SettingsOptions(), JsonOption.New());
        var statements = new Argument<string[]>("statements") { Description = "Statements; without any, they are typed, or read from the input.", Arity = ArgumentArity.ZeroOrMore };
        var socket = new Option<string?>("--socket") { Description = "The socket of a running application's admin interface (RoutingAdminOptions.Socket)." };
        var save = new Option<string?>("--save") { Description = "What SAVE ... TO DISK writes and LOAD ... FROM CONFIG reads, without --socket." };
        var command = new Command("admin", "Runs statements of ProxySQL's admin interface: routingdata admin -- \"SELECT * FROM mysql_servers\".") { statements, socket, save, json };
        settings.AddTo(command);
        command.SetAction(result =>
        {
            var output = new ToolOutput(console, result.GetValue(json));
            var source = settings.Of(result);
            if (result.GetValue(socket) is { } path)
            {
                if (source.Files is not [] || result.GetValue(save) is not null) throw new ToolException(ExitCode.Usage, "--socket goes without --config and --save: the application has its own.");
                using var remote = new RoutingAdminConnection(path);
                return Run(console, output, remote, result.GetValue(statements) ?? []);
            }

            using var routed = new SettingsReader(console).Read(source).Route();
            using var admin = new RoutingAdmin(routed.DataSource, routed.Options, result.GetValue(save) is { } file ? Path.GetFullPath(file, console.Folder) : null);
            using var local = admin.CreateConnection();
            return Run(console, output, local, result.GetValue(statements) ?? []);
        });
        return command;
    }

    private static int Run(ToolConsole console, ToolOutput output, RoutingAdminConnection connection, string[] statements)
    {
        try
        {
            connection.Open();
        }
        catch (RoutingAdminException e)
        {
            throw new ToolException(ExitCode.Unreachable, e.Message, e);
        }

        var runner = new StatementRunner(console, output, connection);
        if (statements is []) return new AdminPrompt(console, runner).Run();
        return statements.All(runner.TryRun) ? ExitCode.Success : ExitCode.Faults;
    }
}
