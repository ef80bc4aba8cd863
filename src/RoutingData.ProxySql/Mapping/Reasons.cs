namespace RoutingData.ProxySql.Mapping;

/// <summary>Reasons that several keys share.</summary>
internal static class Reasons
{
    public const string NoProcess = "There is no server process: statements run on the application's own threads, and no port is opened.";

    public const string Driver = "A keyword of the driver, in ConnectionString.";

    public const string OneProbe =
        "One probe over one held connection replaces connect check, ping, read_only and lag checks: Monitor:ReadOnlyIntervalMs and its neighbours.";

    public const string NoShunning =
        "Failures of statements never shun a server, only probes do; the first probe that answers brings it back.";

    public const string NoCache = "A cache of rows belongs to the application, which knows when they change.";

    public const string NoMirror = "A statement runs once, on one server.";

    public const string Logs = "Logs are the application's: ILogger, the meter and the activity source RoutingData.";

    public const string Statistics = "What is counted is always counted.";

    public const string NoMultiplexing =
        "A session keeps its connection for exactly as long as the server holds state for it; no delay is guessed.";

    public const string SessionState = "Session settings are followed and repeated on other connections as they are; there is no list to keep.";

    public const string Roles = "Roles come from read_only or innodb_read_only, in the same probe for all kinds of clusters.";

    public const string Gtid = "Every session reads its own writes without a plug-in on the servers: Consistency:Level.";

    public const string NoCluster = "There is no cluster of proxies: each process has its configuration from the application.";

    public const string NoClients = "No clients connect: the application's own sessions have no address.";
}
