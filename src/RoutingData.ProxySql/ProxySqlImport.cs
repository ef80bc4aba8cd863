using System.Collections.Immutable;
using RoutingData.ProxySql.ConfigFiles;
using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Scripts;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql;

/// <summary>What a ProxySQL's configuration comes to: RoutingData's settings, and a report of all that was not taken over as it stood.</summary>
public sealed class ProxySqlImport
{
    private ProxySqlImport(IReadOnlyDictionary<string, string?> settings, ImmutableArray<ProxySqlWarning> warnings) =>
        (Settings, Warnings) = (settings, warnings);

    /// <summary>The settings, with keys below the section: <c>Servers:0:Hostname</c>. They hold passwords.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; }

    /// <summary>Every key and every kind of statement that was not taken over as it stood, once each, with the reason.</summary>
    public ImmutableArray<ProxySqlWarning> Warnings { get; }

    /// <summary>Reads files, one after the other: a script runs on what the files before it have configured.</summary>
    /// <param name="inputs">The files, in their order.</param>
    /// <param name="options">How they are taken over; <see langword="null"/> for the defaults.</param>
    /// <returns>What they come to.</returns>
    /// <exception cref="ProxySqlFormatException">A file cannot be understood; the message has the place. Nothing is taken over then.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ProxySqlImport Read(IEnumerable<ProxySqlInput> inputs, ProxySqlOptions? options = null) => Read(inputs, options, File.ReadAllText);

    internal static ProxySqlImport Read(IEnumerable<ProxySqlInput> inputs, ProxySqlOptions? options, Func<string, string> open)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (tables, warnings) = (new TableSet(), new WarningList());
        foreach (var input in inputs)
        {
            if (input.Kind == ProxySqlInputKind.File) new FileTables(tables, warnings).Read(ConfigParser.Parse(input.Path, open));
            else tables = AdminScript.Run(open(input.Path), input.Path, tables, warnings);
        }

        return new ProxySqlImport(SettingsMapping.Of(tables, options ?? new ProxySqlOptions(), warnings), warnings.ToImmutable());
    }
}
