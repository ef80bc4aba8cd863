using Microsoft.Extensions.Configuration;
using RoutingData.ProxySql;
using RoutingData.Tool.Abstractions;

namespace RoutingData.Tool.Settings;

/// <summary>Reads settings with the libraries' own readers.</summary>
/// <param name="console">Where relative paths begin.</param>
internal sealed class SettingsReader(ToolConsole console)
{
    private const string Usual = "appsettings.json";

    /// <summary>Whether the usual file is there.</summary>
    public bool HasUsual => File.Exists(Path.Combine(console.Folder, Usual));

    /// <summary>What a file's name says it is.</summary>
    /// <exception cref="ToolException">Nothing.</exception>
    public static ProxySqlInputKind? KindOf(string file) => Path.GetExtension(file).ToUpperInvariant() switch
    {
        ".JSON" => null,
        ".CNF" or ".CONF" or ".CFG" => ProxySqlInputKind.File,
        ".SQL" => ProxySqlInputKind.AdminScript,
        _ => throw new ToolException(ExitCode.Usage, $"{file}: its name must end with .json, .cnf, .conf, .cfg or .sql."),
    };

    /// <exception cref="ToolException">A file cannot be read or understood, or the section is not in it.</exception>
    public LoadedSettings Read(SettingsSource source)
    {
        var builder = new ConfigurationBuilder().SetBasePath(console.Folder);
        foreach (var file in source.Files is [] ? [Usual] : source.Files)
        {
            switch (KindOf(file))
            {
                case ProxySqlInputKind.File:
                    builder.AddProxySqlFile(file, source.Configure);
                    break;
                case ProxySqlInputKind.AdminScript:
                    builder.AddProxySqlAdminScript(file, source.Configure);
                    break;
                default:
                    builder.AddJsonFile(Path.GetFullPath(file, console.Folder), optional: false);
                    break;
            }
        }

        // A password that is in no file.
        builder.AddEnvironmentVariables();
        var configuration = Guarded(builder.Build);
        var section = configuration.GetSection(source.Section);
        if (!section.GetChildren().Any()) throw new ToolException(ExitCode.Unreadable, $"There is no section {source.Section} in {string.Join(", ", source.Files is [] ? [Usual] : source.Files)}.");
        return new LoadedSettings(section, configuration.GetProxySqlWarnings());
    }

    /// <summary>Reads files; what is wrong with them ends the tool.</summary>
    public static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is ProxySqlFormatException or IOException or UnauthorizedAccessException or FormatException or InvalidDataException)
        {
            // The reader of JSON says which file in its own message, and what is wrong with it in the one inside.
            var why = e is InvalidDataException { InnerException: { InnerException: { } json } } ? $"{e.Message} {json.Message}" : e.Message;
            throw new ToolException(ExitCode.Unreadable, why, e);
        }
    }
}
