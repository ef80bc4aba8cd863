using System.CommandLine;
using System.CommandLine.Parsing;
using RoutingData.ProxySql;

namespace RoutingData.Tool.Settings;

/// <summary>The options that say where settings are.</summary>
internal sealed class SettingsOptions
{
    private readonly Option<string> _section = new("--section") { Description = "The section of the settings.", DefaultValueFactory = _ => "RoutingData" };
    private readonly Option<string?> _user = new("--user") { Description = "The user of mysql_users that is taken, of a ProxySQL's file." };
    private readonly Option<int?> _port = new("--proxy-port") { Description = "The port of ProxySQL's whose rules are taken." };

    public Option<string[]> Files { get; } = new("--config", "-c")
    {
        Description = "A file with settings: appsettings.json, proxysql.cnf, or a script of admin SQL (.sql). Once for each; a later one overrides. Default: appsettings.json here.",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command, bool withFiles = true)
    {
        if (withFiles) command.Options.Add(Files);
        command.Options.Add(_section);
        command.Options.Add(_user);
        command.Options.Add(_port);
    }

    public SettingsSource Of(ParseResult result, IReadOnlyList<string>? files = null) =>
        new(files ?? result.GetValue(Files) ?? [], result.GetValue(_section)!, result.GetValue(_user), result.GetValue(_port));
}
