using System.CommandLine;
using RoutingData.ProxySql;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Settings;

namespace RoutingData.Tool.Commands;

/// <summary><c>routingdata import</c>: a ProxySQL's files, or a running one, as appsettings.json.</summary>
internal static class ImportCommand
{
    public static Command Of(ToolConsole console)
    {
        var (settings, live, json) = (new SettingsOptions(), new LiveOptions(), JsonOption.New());
        json.Description = "Writes the report as JSON too.";
        var files = new Argument<string[]>("files") { Description = "proxysql.cnf, and scripts of admin SQL that run on it.", Arity = ArgumentArity.ZeroOrMore };
        var passwords = new Option<bool>("--with-passwords") { Description = "Writes passwords too. Without it they are left out, for a secret store." };
        var command = new Command("import", "Writes a ProxySQL's configuration as appsettings.json to the output, and what was not taken over to the error output.") { files, passwords, json };
        settings.AddTo(command, withFiles: false);
        live.AddTo(command);
        command.SetAction(async (result, cancellationToken) =>
        {
            var source = settings.Of(result, result.GetValue(files));
            var admin = live.Of(result, console);
            if (admin is null == source.Files is []) throw new ToolException(ExitCode.Usage, "Name files, or a running ProxySQL with --from; not both.");
            var import = admin is null ? Read(source, console) : await admin.ReadAsync(source.ToOptions(), cancellationToken);
            return new ImportReport(console, result.GetValue(json)).Write(import, source.Section, result.GetValue(passwords));
        });
        return command;
    }

    private static ProxySqlImport Read(SettingsSource source, ToolConsole console)
    {
        var inputs = source.Files.Select(file => new ProxySqlInput(
            SettingsReader.KindOf(file) ?? throw new ToolException(ExitCode.Usage, $"{file}: it is no file of ProxySQL's."), Path.GetFullPath(file, console.Folder))).ToArray();
        return SettingsReader.Guarded(() => ProxySqlImport.Read(inputs, source.ToOptions()));
    }
}
