using System.Collections.Immutable;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using RoutingData.Configuration;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>
/// A connection string for a replicated MySQL or MariaDB: the list of servers and RoutingData's own keywords, beside any keyword of the
/// driver. <c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c> is all it takes.
/// </summary>
/// <remarks>The driver never sees the list of servers or RoutingData's keywords: see <see cref="GetDriverConnectionString"/>.</remarks>
[SuppressMessage("Design", "CA1010", Justification = "ADO.NET's base class is what it is; drivers' builders are no generic collections.")]
public sealed class RoutingDbConnectionStringBuilder : DbConnectionStringBuilder
{
    /// <summary>Creates an empty connection string.</summary>
    public RoutingDbConnectionStringBuilder()
    {
    }

    /// <summary>Reads a connection string.</summary>
    /// <param name="connectionString">The connection string; null is an empty one.</param>
    /// <exception cref="ArgumentException">It is not a connection string, or not a value for one of RoutingData's keywords.</exception>
    public RoutingDbConnectionStringBuilder(string? connectionString) => ConnectionString = connectionString;

    /// <summary>
    /// The servers, with commas between: <c>db001,db002:3307,[::1]:3306</c>. Keyword <c>Server</c>; also <c>Host</c>, <c>Data Source</c>,
    /// <c>Address</c>, <c>Addr</c> and <c>Network Address</c>.
    /// </summary>
    /// <value>The default is empty.</value>
    [AllowNull]
    public string Server
    {
        get => Text(RoutingKeyword.Server) ?? "";
        set => Set(RoutingKeyword.Server, value);
    }

    /// <summary>The port of servers that are listed without one. Keyword <c>Port</c>.</summary>
    /// <value>1 to 65,535. The default is 3306.</value>
    public int Port
    {
        get => Number(RoutingKeyword.Port) ?? ServerAddress.DefaultPort;
        set => Set(RoutingKeyword.Port, value);
    }

    /// <summary>The user the topology monitor connects as. Keyword <c>Monitor Username</c> (<c>mysql-monitor_username</c>).</summary>
    /// <value>The default is <see langword="null"/>: the application's user.</value>
    public string? MonitorUsername
    {
        get => Text(RoutingKeyword.MonitorUsername);
        set => Set(RoutingKeyword.MonitorUsername, value);
    }

    /// <summary>The password of that user. Keyword <c>Monitor Password</c> (<c>mysql-monitor_password</c>).</summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? MonitorPassword
    {
        get => Text(RoutingKeyword.MonitorPassword);
        set => Set(RoutingKeyword.MonitorPassword, value);
    }

    /// <summary>
    /// How long a statement for the writer waits for one, in seconds as every timeout of a connection string. Keyword
    /// <c>Writer Wait Timeout</c> (<c>mysql-connect_timeout_server_max</c>).
    /// </summary>
    /// <value>Seconds; 0 fails at once. The default is <see langword="null"/>: <see cref="FailoverOptions.WriterWaitTimeoutMs"/>.</value>
    public int? WriterWaitTimeout
    {
        get => Number(RoutingKeyword.WriterWaitTimeout);
        set => Set(RoutingKeyword.WriterWaitTimeout, value);
    }

    /// <summary>
    /// Lag above which a listed server serves no reads. Keyword <c>Max Replication Lag</c> (<c>mysql_servers.max_replication_lag</c>).
    /// </summary>
    /// <value>Seconds. The default is <see langword="null"/>: lag is not looked at.</value>
    public int? MaxReplicationLag
    {
        get => Number(RoutingKeyword.MaxReplicationLag);
        set => Set(RoutingKeyword.MaxReplicationLag, value);
    }

    /// <summary>
    /// Whether the writer serves reads too. Keyword <c>Writer Is Also Reader</c> (<c>mysql-monitor_writer_is_also_reader</c>).
    /// </summary>
    /// <value>The default is <see langword="null"/>: <see cref="MonitorOptions.WriterIsAlsoReader"/>.</value>
    public bool? WriterIsAlsoReader
    {
        get => Text(RoutingKeyword.WriterIsAlsoReader) is { } text ? bool.Parse(text) : null;
        set => Set(RoutingKeyword.WriterIsAlsoReader, value);
    }

    /// <summary>
    /// Stored functions that only read, with commas between: <c>shop.price_of,shop.tax</c>. Keyword <c>Read Only Functions</c>; see
    /// <see cref="RoutingOptions.ReadOnlyFunctions"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>.</value>
    public string? ReadOnlyFunctions
    {
        get => Text(RoutingKeyword.ReadOnlyFunctions);
        set => Set(RoutingKeyword.ReadOnlyFunctions, value);
    }

    /// <summary>
    /// How old what plain reads are answered with may be. Keyword <c>Consistency</c>; see <see cref="ConsistencyOptions.Level"/>.
    /// </summary>
    /// <value>The default is <see langword="null"/>: <see cref="ConsistencyLevel.Session"/>.</value>
    public ConsistencyLevel? Consistency
    {
        get => Text(RoutingKeyword.Consistency) is { } text ? Enum.Parse<ConsistencyLevel>(text) : null;
        set => Set(RoutingKeyword.Consistency, value);
    }

    /// <summary>
    /// The bound of <see cref="ConsistencyLevel.Bounded"/>, which it means where <see cref="Consistency"/> says nothing. Keyword
    /// <c>Max Staleness</c>; see <see cref="ConsistencyOptions.MaxStalenessMs"/>.
    /// </summary>
    /// <value>Milliseconds. The default is <see langword="null"/>.</value>
    public int? MaxStaleness
    {
        get => Number(RoutingKeyword.MaxStaleness);
        set => Set(RoutingKeyword.MaxStaleness, value);
    }

    /// <summary>
    /// A keyword's value, under any of its spellings. RoutingData's keywords are checked when they are set, the driver's are not.
    /// </summary>
    /// <param name="keyword">One of RoutingData's keywords, or one of the driver's.</param>
    /// <exception cref="ArgumentException">
    /// On reading: the keyword is not in the connection string. On setting: not a value for this keyword.
    /// </exception>
    [AllowNull]
    public override object this[string keyword]
    {
        get => base[Canonical(keyword)];
        set
        {
            ArgumentNullException.ThrowIfNull(keyword);
            if (value is not null && RoutingKeywords.Find(keyword) is { } own) value = RoutingKeywordValue.Checked(own, value);
            base[Canonical(keyword)] = value;
        }
    }

    /// <summary>Returns the servers that are listed.</summary>
    /// <returns>One address for each entry, in the order of the list; none when <see cref="Server"/> is empty.</returns>
    public IReadOnlyList<ServerAddress> GetServers() => Servers;

    /// <summary>Returns what is left for the driver: no servers, no port, none of RoutingData's keywords.</summary>
    /// <returns>A connection string, with the password if there is one.</returns>
    public string GetDriverConnectionString()
    {
        var driver = new DbConnectionStringBuilder();
        foreach (string keyword in Keys)
            if (RoutingKeywords.Find(keyword) is null) driver[keyword] = this[keyword];
        return driver.ConnectionString;
    }

    internal ImmutableArray<ServerAddress> Servers => ServerList.Parse(Server, Port);

    /// <inheritdoc/>
    public override bool ContainsKey(string keyword) => base.ContainsKey(Canonical(keyword));

    /// <inheritdoc/>
    public override bool Remove(string keyword) => base.Remove(Canonical(keyword));

    /// <inheritdoc/>
    public override bool ShouldSerialize(string keyword) => base.ShouldSerialize(Canonical(keyword));

    /// <inheritdoc/>
    public override bool TryGetValue(string keyword, [NotNullWhen(true)] out object? value) =>
        base.TryGetValue(Canonical(keyword), out value);

    private static string Canonical(string keyword)
    {
        ArgumentNullException.ThrowIfNull(keyword);
        return RoutingKeywords.Find(keyword) is { } own ? RoutingKeywords.NameOf(own) : keyword;
    }

    private string? Text(RoutingKeyword keyword) =>
        TryGetValue(RoutingKeywords.NameOf(keyword), out var value) ? (string)value : null;

    private int? Number(RoutingKeyword keyword) =>
        Text(keyword) is { } text ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    private void Set(RoutingKeyword keyword, object? value) => this[RoutingKeywords.NameOf(keyword)] = value;
}
