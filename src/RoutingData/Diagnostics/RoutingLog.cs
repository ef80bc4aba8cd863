using Microsoft.Extensions.Logging;
using RoutingData.Monitor;

namespace RoutingData.Diagnostics;

/// <summary>The router's log messages. None holds a statement's text, a literal or a connection string.</summary>
internal sealed partial class RoutingLog(ILogger logger)
{
    /// <summary>The text of <see cref="ManySources"/>, which a process without a logger gets as a trace.</summary>
    public const string ManyStrings =
        "More than {Most} connection strings are in use at a time. Each has a monitor of its own, with a connection to every server, and pools of " +
        "its own, until it has been unused for some minutes. Use one string, and choose the database with ChangeDatabase or in the statements";

    private readonly ILogger _logger = new HarmlessLogger(logger);

    // One for each statement, not one for each failover: the monitor logs once what happened to the server.
    [LoggerMessage(101, LogLevel.Debug, "No connection to {Server} (hostgroup {Hostgroup})")]
    public partial void ConnectFailed(ServerAddress server, int hostgroup, Exception exception);

    [LoggerMessage(114, LogLevel.Error, "{Server} refuses the application's login (hostgroup {Hostgroup})")]
    public partial void LoginRefused(ServerAddress server, int hostgroup, Exception exception);

    [LoggerMessage(102, LogLevel.Debug, "The connection to {Server} (hostgroup {Hostgroup}) broke during a read; it runs again elsewhere")]
    public partial void RunElsewhere(ServerAddress server, int hostgroup, Exception exception);

    [LoggerMessage(118, LogLevel.Debug,
        "{Server} (hostgroup {Hostgroup}) had closed an idle connection before the statement came, or is a node outside its cluster; the " +
        "statement did not run there, and runs on a new connection")]
    public partial void RunAgain(ServerAddress server, int hostgroup);

    [LoggerMessage(103, LogLevel.Error,
        "The connection to {Server} (hostgroup {Hostgroup}) was lost after a write was sent; its outcome is unknown")]
    public partial void OutcomeUnknown(ServerAddress server, int hostgroup, Exception exception);

    [LoggerMessage(136, LogLevel.Warning, "A write was lost with its connection; {Server} says what became of it: {Outcome}")]
    public partial void OutcomeResolved(ServerAddress server, string outcome);

    [LoggerMessage(137, LogLevel.Error,
        "Lost writes cannot be resolved on {Server}: of the table of markers {Table}, {Defect}. They are reported as unknown")]
    public partial void NoMarkers(ServerAddress server, string table, string defect);

    [LoggerMessage(138, LogLevel.Warning, "Old markers could not be deleted")]
    public partial void MarkersNotCleaned(Exception exception);

    [LoggerMessage(104, LogLevel.Warning, "The connection to {Server} (hostgroup {Hostgroup}) broke and took the session's state with it")]
    public partial void StateLost(ServerAddress server, int hostgroup, Exception exception);

    [LoggerMessage(105, LogLevel.Debug, "{Server} (hostgroup {Hostgroup}) is read-only now; the statement waits for the next writer")]
    public partial void Refused(ServerAddress server, int hostgroup);

    [LoggerMessage(107, LogLevel.Information, "Query rule {RuleId} matched a statement for hostgroup {Hostgroup}: {Reason}")]
    public partial void RuleMatched(int? ruleId, int hostgroup, string reason);

    [LoggerMessage(108, LogLevel.Warning, "Query rule {RuleId} was skipped because its expression did not end in time")]
    public partial void RuleTimedOut(int ruleId);

    [LoggerMessage(109, LogLevel.Error,
        "{Server} (hostgroup {Hostgroup}) rejected a statement that had been classified as a read; it is routed to the writer from now on. " +
        "Please report this statement pattern")]
    public partial void ReaderRefused(ServerAddress server, int hostgroup);

    [LoggerMessage(116, LogLevel.Warning,
        "A connection to {Server} (hostgroup {Hostgroup}) led to another server than the monitor's: the name is being moved, or is ambiguous")]
    public partial void OtherServer(ServerAddress server, int hostgroup);

    [LoggerMessage(115, LogLevel.Warning,
        "The application's user may write on a read-only server (SUPER, CONNECTION_ADMIN, READ_ONLY ADMIN or ALL on *.*): " +
        "a write that arrives just after a demotion would be accepted and lost. Revoke that")]
    public partial void MayWriteOnReadOnly();

    [LoggerMessage(120, LogLevel.Warning,
        "No socket was found in {Driver}'s connections (a version that is not known?). What waits on a silent server ends only by CommandTimeout " +
        "and the driver's own timeouts: a synchronous call with CommandTimeout 0 does not end. See docs/drivers.md")]
    public partial void NoSocket(string driver);

    [LoggerMessage(130, LogLevel.Error, "A handler of a connection's StateChange event threw; the operation that raised the event goes on")]
    public partial void HandlerFailed(Exception exception);

    [LoggerMessage(131, LogLevel.Warning, ManyStrings)]
    public partial void ManySources(int most);

    [LoggerMessage(132, LogLevel.Error,
        "{Server} (hostgroup {Hostgroup}) lacks writes that were acknowledged before it became the writer: a consistency token refers to them. {Lack}. " +
        "Sessions that hold such tokens read what is there. This is logged once for each writer")]
    public partial void WritesLost(ServerAddress server, int hostgroup, string lack);

    [LoggerMessage(106, LogLevel.Warning, "Query rule {RuleId}: {Warning}")]
    public partial void RuleWarning(int ruleId, string warning);

    [LoggerMessage(150, LogLevel.Warning, "{Server} (hostgroup {Hostgroup}) is set aside as a reader for {Seconds} s: {Reason}")]
    public partial void SetAside(ServerAddress server, int hostgroup, double seconds, string reason);

    [LoggerMessage(110, LogLevel.Information, "New options are in force")]
    public partial void Reloaded();

    [LoggerMessage(111, LogLevel.Error, "New options were rejected and the former ones stay in force: {Faults}")]
    public partial void ReloadRefused(string faults);

    [LoggerMessage(117, LogLevel.Error, "New options could not be applied")]
    public partial void ReloadFailed(Exception exception);

    [LoggerMessage(112, LogLevel.Information, "{Count} read-only functions are known from the servers' routine metadata")]
    public partial void FunctionsLearned(int count);

    [LoggerMessage(133, LogLevel.Information,
        "{Views} views do more than read, and triggers of {Tables} tables, or of tables behind views, may leave something in the session: such " +
        "statements go to the writer and hold the session there")]
    public partial void StoredCodeLearned(int views, int tables);

    [LoggerMessage(134, LogLevel.Warning,
        "The servers' views and triggers could not be read: what they do beside reading is not known, and what was known of them stays")]
    public partial void StoredCodeNotLearned(Exception exception);

    [LoggerMessage(135, LogLevel.Information,
        "The texts of {Count} views are hidden from the application's user, and count as plain reads. With GRANT SHOW VIEW the router sees whether " +
        "they are")]
    public partial void ViewsHidden(int count);

    [LoggerMessage(113, LogLevel.Warning, "The servers' routine metadata could not be read; what was known of functions stays")]
    public partial void FunctionsNotLearned(Exception exception);
}
