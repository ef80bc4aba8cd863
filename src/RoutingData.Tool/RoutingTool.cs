using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Commands;

namespace RoutingData.Tool;

/// <summary>The command <c>routingdata</c>.</summary>
/// <param name="console">What it reads and writes.</param>
internal sealed class RoutingTool(ToolConsole console)
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellationToken">Interrupts it, as Ctrl+C does.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellationToken = default)
    {
        // Not a RootCommand, which is called as its assembly is.
        var root = new Command("routingdata", "RoutingData's settings, servers and admin interface, from the command line. Exit codes: 0 well, 1 faults or refused, 2 usage, 3 unreadable file, 4 no answer.")
        {
            new HelpOption(), new VersionOption(),
            AdminCommand.Of(console), ImportCommand.Of(console), ExplainCommand.Of(console), CheckCommand.Of(console), WatchCommand.Of(console),
        };
        var parsed = root.Parse(arguments);
        var how = new InvocationConfiguration { Output = console.Out, Error = console.Error, EnableDefaultExceptionHandler = false };
        try
        {
            var code = await parsed.InvokeAsync(how, cancellationToken);
            return parsed.Action is ParseErrorAction ? ExitCode.Usage : code;
        }
        catch (ToolException e)
        {
            console.Error.WriteLine(e.Message);
            return e.ExitCode;
        }
        catch (OperationCanceledException)
        {
            return ExitCode.Interrupted;
        }
    }
}
