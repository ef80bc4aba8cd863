using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using RoutingData.Abstractions;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>
/// Configures one replicated MySQL or MariaDB: its servers, who may use them, and where statements go.
/// Bound from the section <c>RoutingData</c> of the application's configuration, or filled in code.
/// </summary>
/// <remarks>
/// A connection string that lists the servers is enough: they form the replication hostgroup pair 10 (writer) and 20 (readers),
/// <c>read_only</c> distinguishes them, and plain reads go to readers. Every other setting is one of ProxySQL's, under the same name. What no
/// configuration can hold is set by <see cref="RoutingOptionsExtensions"/>.
/// </remarks>
public sealed class RoutingOptions
{
    // Not a property: the configuration binder would try to bind it, even an internal one.
    private readonly ApplicationParts _parts = new();

    /// <summary>
    /// The application's own connection string: user, password, database, TLS, and any keyword of the driver.
    /// <c>Server=db001,db002:3307,db003</c> names servers too; they join those of <see cref="Servers"/>, in <see cref="DefaultHostgroup"/>.
    /// RoutingData's own keywords are those of <see cref="RoutingDbConnectionStringBuilder"/>; where a keyword and an option say the same
    /// thing, the option counts unless it is at its default.
    /// </summary>
    /// <value>The default is <see langword="null"/>: everything comes from the other settings.</value>
    public string? ConnectionString { get; set; }

    /// <summary>The user of every backend connection (<c>mysql_users.username</c>).</summary>
    /// <value>The default is <see langword="null"/>: the user of <see cref="ConnectionString"/>.</value>
    public string? Username { get; set; }

    /// <summary>The password of every backend connection (<c>mysql_users.password</c>). Never logged, never part of an error.</summary>
    /// <value>The default is <see langword="null"/>: the password of <see cref="ConnectionString"/>.</value>
    public string? Password { get; set; }

    /// <summary>The schema that a new connection uses (<c>mysql_users.default_schema</c>).</summary>
    /// <value>The default is <see langword="null"/>: the database of <see cref="ConnectionString"/>.</value>
    public string? DefaultSchema { get; set; }

    /// <summary>
    /// The hostgroup of every statement that neither a query rule nor the classifier sends to readers
    /// (<c>mysql_users.default_hostgroup</c>). It must be a hostgroup of writers.
    /// </summary>
    /// <value>A hostgroup id. The default is 10.</value>
    [Range(0, int.MaxValue)]
    public int DefaultHostgroup { get; set; } = DefaultHostgroups.Writer;

    /// <summary>
    /// Whether a transaction stays on the server it began on (<c>mysql_users.transaction_persistent</c>). It always does.
    /// <see langword="false"/>, which in ProxySQL lets query rules move single statements of a transaction to other servers,
    /// where they see neither its rows nor its locks, is refused when the options are validated.
    /// </summary>
    /// <value>The default is <see langword="true"/>, and the only value that is accepted.</value>
    public bool TransactionPersistent { get; set; } = true;

    /// <summary>
    /// Time limit of a command that sets none itself, in milliseconds (<c>mysql-default_query_timeout</c>). A query rule's
    /// <see cref="QueryRuleOptions.Timeout"/> comes before it.
    /// </summary>
    /// <value>Milliseconds. The default is 0: the driver's <c>Default Command Timeout</c>. (ProxySQL: 86,400,000.)</value>
    [Range(0, int.MaxValue)]
    public int DefaultQueryTimeoutMs { get; set; }

    /// <summary>Pause before every statement, in milliseconds (<c>mysql-default_query_delay</c>): a brake for load tests.</summary>
    /// <value>Milliseconds. The default is 0: no pause.</value>
    [Range(0, 3_600_000)]
    public int DefaultQueryDelayMs { get; set; }

    /// <summary>The servers (<c>mysql_servers</c>), beside those that <see cref="ConnectionString"/> lists.</summary>
    [ValidateEnumeratedItems]
    public IList<ServerOptions> Servers { get; set; } = [];

    /// <summary>
    /// The zone in which this process is. A read goes to a reader of the same <see cref="ServerOptions.Zone"/>, as long as there is one that is well and
    /// fresh enough; else to any other. Writes know no zones. RoutingData's own.
    /// </summary>
    /// <value>A name, in any case. The default is <see langword="null"/>: what the environment variable <c>ROUTINGDATA_ZONE</c> says, and without that
    /// all readers are as near.</value>
    public string? Zone { get; set; }

    /// <summary>The replication hostgroup pairs (<c>mysql_replication_hostgroups</c>).</summary>
    /// <value>
    /// The default is empty: one pair, <see cref="DefaultHostgroup"/> for the writer and 20 for readers, distinguished by <c>read_only</c>.
    /// </value>
    [ValidateEnumeratedItems]
    public IList<ReplicationHostgroupOptions> ReplicationHostgroups { get; set; } = [];

    /// <summary>Whether servers that are not configured are found, and come and go without a restart: not by default.</summary>
    [ValidateObjectMembers]
    public DiscoveryOptions Discovery { get; set; } = new();

    /// <summary>The query rules (<c>mysql_query_rules</c>), evaluated in the order of <see cref="QueryRuleOptions.RuleId"/>.</summary>
    /// <value>
    /// The default is empty: the two well-known rules, <c>^SELECT.*FOR UPDATE$</c> to the writer and <c>^SELECT</c> to readers, both with
    /// <see cref="QueryRuleOptions.Apply"/>. Below any rules stands the classifier: no rule sends what is not a plain read to readers
    /// unless it says <see cref="QueryRuleOptions.Unsafe"/>.
    /// </value>
    [ValidateEnumeratedItems]
    public IList<QueryRuleOptions> QueryRules { get; set; } = [];

    /// <summary>
    /// How much a comment before a statement may say about where it runs, as <c>/* hostgroup=20 */</c> does in ProxySQL
    /// (<c>mysql-query_processor_first_comment_parsing</c>).
    /// </summary>
    /// <value>The default is <see cref="CommentHints.Pair"/>. (ProxySQL: any hostgroup.)</value>
    [EnumDataType(typeof(CommentHints))]
    public CommentHints CommentHints { get; set; }

    /// <summary>How the topology monitor watches the servers (the <c>mysql-monitor_*</c> settings).</summary>
    public MonitorOptions Monitor { get; set; } = new();

    /// <summary>What happens while there is no writer, and what is tried again after a failure.</summary>
    [ValidateObjectMembers]
    public FailoverOptions Failover { get; set; } = new();

    /// <summary>How old what plain reads are answered with may be: by default a session sees all that it has written.</summary>
    [ValidateObjectMembers]
    public ConsistencyOptions Consistency { get; set; } = new();

    /// <summary>How many sessions and connects there may be at once.</summary>
    [ValidateObjectMembers]
    public PoolOptions Pool { get; set; } = new();

    /// <summary>Whether reads that are late are sent to a second reader: not by default.</summary>
    [ValidateObjectMembers]
    public HedgingOptions Hedging { get; set; } = new();

    /// <summary>Whether a reader that fails or is slow as others are not is set aside for a while: not by default.</summary>
    [ValidateObjectMembers]
    public OutlierOptions Outliers { get; set; } = new();

    /// <summary>What is counted and told of statements.</summary>
    [ValidateObjectMembers]
    public TelemetryOptions Telemetry { get; set; } = new();

    /// <summary>
    /// Stored functions that only read, as <c>schema.function</c>; a name without a schema is one of <see cref="DefaultSchema"/>.
    /// A statement that calls any other stored function goes to the writer, because it may write.
    /// </summary>
    public IList<string> ReadOnlyFunctions { get; set; } = [];

    /// <summary>
    /// Whether to learn from the servers' routine metadata which stored functions only read: those declared READS SQL DATA or NO SQL, and
    /// deterministic ones that are not declared MODIFIES SQL DATA. Refreshed every minute. A declaration proves nothing: it is what the routine's author wrote.
    /// </summary>
    /// <value>The default is <see langword="false"/>: only <see cref="ReadOnlyFunctions"/> count.</value>
    public bool LearnReadOnlyFunctions { get; set; }

    /// <summary>
    /// Whether to learn from the servers what their views and triggers do: a view may take locks or advance a sequence, and a trigger may leave
    /// variables behind in the session. They are asked before the first session and then, while sessions are opened, once a minute at most.
    /// </summary>
    /// <value>The default is <see langword="true"/>.</value>
    public bool LearnViewsAndTriggers { get; set; } = true;

    internal ApplicationParts GetParts() => _parts;
}
