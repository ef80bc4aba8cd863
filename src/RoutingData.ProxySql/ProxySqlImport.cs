using System.Collections.Immutable;
using System.Data.Common;
using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.ConfigFiles;
using RoutingData.ProxySql.Live;
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

    /// <summary>Reads a running ProxySQL through its admin port: what its tables hold, whether it was loaded to runtime or not.</summary>
    /// <param name="connection">An open connection to it, of a MySQL driver, without a pool.</param>
    /// <param name="options">How it is taken over; <see langword="null"/> for the defaults.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What its tables come to.</returns>
    /// <exception cref="ProxySqlFormatException">A value is not one that ProxySQL's table can hold.</exception>
    /// <exception cref="DbException">It does not answer, or refuses a statement.</exception>
    public static async Task<ProxySqlImport> ReadAsync(DbConnection connection, ProxySqlOptions? options = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var warnings = new WarningList();
        var tables = await new LiveTables(connection, warnings).ReadAsync(cancellationToken).ConfigureAwait(false);
        return Of(tables, options, warnings);
    }

    internal static ProxySqlImport Read(IEnumerable<ProxySqlInput> inputs, ProxySqlOptions? options, Func<string, string> open)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var (tables, warnings) = (new TableSet(), new WarningList());
        foreach (var input in inputs)
        {
            if (input.Kind == ProxySqlInputKind.File) new FileTables(tables, warnings).Read(ConfigParser.Parse(input.Path, open));
            else tables = AdminScript.Run(open(input.Path), input.Path, tables, warnings);
        }

        return Of(tables, options, warnings);
    }

    private static ProxySqlImport Of(TableSet tables, ProxySqlOptions? options, WarningList warnings) =>
        new(SettingsMapping.Of(tables, options ?? new ProxySqlOptions(), warnings), warnings.ToImmutable());
}
