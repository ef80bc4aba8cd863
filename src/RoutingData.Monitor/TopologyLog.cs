using Microsoft.Extensions.Logging;

namespace RoutingData.Monitor;

/// <summary>The log messages of changes of the topology: one event for each kind, with the server, the hostgroup, the epoch and the reason as
/// fields of their own.</summary>
internal static partial class TopologyLog
{
    /// <summary>Logs a change.</summary>
    public static void Log(ILogger logger, TopologyEvent change)
    {
        var (server, hostgroup, epoch, reason) = (change.Server, change.Hostgroup, change.Epoch, change.Reason);
        switch (change.Kind)
        {
            case TopologyEventKind.WriterElected:
                WriterElected(logger, server, hostgroup, epoch, reason);
                break;
            case TopologyEventKind.WriterDemoted:
                WriterDemoted(logger, server, hostgroup, epoch, reason);
                break;
            case TopologyEventKind.WriterLost:
                WriterLost(logger, server, hostgroup, epoch, reason);
                break;
            case TopologyEventKind.Suspected:
                Suspected(logger, server, epoch, reason);
                break;
            case TopologyEventKind.Shunned:
                Shunned(logger, server, epoch, reason);
                break;
            case TopologyEventKind.Recovered:
                Recovered(logger, server, epoch, reason);
                break;
            case TopologyEventKind.Conflict:
                Conflict(logger, server, hostgroup, epoch, reason);
                break;
            case TopologyEventKind.ConflictEnded:
                ConflictEnded(logger, server, hostgroup, epoch, reason);
                break;
            case TopologyEventKind.WriterBehind:
                WriterBehind(logger, server, hostgroup, epoch, reason);
                break;
            case TopologyEventKind.Replaced:
                Replaced(logger, server, epoch, reason);
                break;
            case TopologyEventKind.Drained:
                Drained(logger, server, epoch, reason);
                break;
            case TopologyEventKind.Restored:
                Restored(logger, server, epoch, reason);
                break;
            case TopologyEventKind.MonitorRefused:
                MonitorRefused(logger, server, epoch, reason);
                break;
            case TopologyEventKind.MonitorAdmitted:
                MonitorAdmitted(logger, server, epoch, reason);
                break;
            case TopologyEventKind.Alias:
                Alias(logger, server, epoch, reason);
                break;
            case TopologyEventKind.AliasEnded:
                AliasEnded(logger, server, epoch, reason);
                break;
            case TopologyEventKind.Discovered:
                Discovered(logger, server, hostgroup, epoch, reason);
                break;
            case TopologyEventKind.Removed:
                Removed(logger, server, hostgroup, epoch, reason);
                break;
            case TopologyEventKind.Several:
                Several(logger, server, epoch, reason);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(change), change.Kind, "There is no log message for this kind of event.");
        }
    }

    [LoggerMessage(31, LogLevel.Information, "Writer elected: {Reason} (server {Server}, hostgroup {Hostgroup}, epoch {Epoch})")]
    private static partial void WriterElected(ILogger logger, ServerAddress server, int? hostgroup, long epoch, string reason);

    [LoggerMessage(32, LogLevel.Warning, "Writer demoted: {Reason} (server {Server}, hostgroup {Hostgroup}, epoch {Epoch})")]
    private static partial void WriterDemoted(ILogger logger, ServerAddress server, int? hostgroup, long epoch, string reason);

    [LoggerMessage(33, LogLevel.Warning, "Writer lost: {Reason} (server {Server}, hostgroup {Hostgroup}, epoch {Epoch})")]
    private static partial void WriterLost(ILogger logger, ServerAddress server, int? hostgroup, long epoch, string reason);

    [LoggerMessage(34, LogLevel.Warning, "Server suspected: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void Suspected(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(35, LogLevel.Warning, "Server shunned: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void Shunned(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(36, LogLevel.Information, "Server recovered: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void Recovered(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(37, LogLevel.Error, "Second writable server: {Reason} (server {Server}, hostgroup {Hostgroup}, epoch {Epoch})")]
    private static partial void Conflict(ILogger logger, ServerAddress server, int? hostgroup, long epoch, string reason);

    [LoggerMessage(38, LogLevel.Information, "Conflict ended: {Reason} (server {Server}, hostgroup {Hostgroup}, epoch {Epoch})")]
    private static partial void ConflictEnded(ILogger logger, ServerAddress server, int? hostgroup, long epoch, string reason);

    [LoggerMessage(39, LogLevel.Error, "Writer behind: {Reason} (server {Server}, hostgroup {Hostgroup}, epoch {Epoch})")]
    private static partial void WriterBehind(ILogger logger, ServerAddress server, int? hostgroup, long epoch, string reason);

    [LoggerMessage(40, LogLevel.Warning, "Server replaced: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void Replaced(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(41, LogLevel.Information, "Server drained: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void Drained(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(42, LogLevel.Information, "Server restored: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void Restored(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(43, LogLevel.Error, "Monitor refused: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void MonitorRefused(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(44, LogLevel.Information, "Monitor admitted: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void MonitorAdmitted(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(45, LogLevel.Warning, "Two addresses of one server: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void Alias(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(46, LogLevel.Information, "Addresses of two servers again: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void AliasEnded(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(47, LogLevel.Warning, "Address of several servers: {Reason} (server {Server}, epoch {Epoch})")]
    private static partial void Several(ILogger logger, ServerAddress server, long epoch, string reason);

    [LoggerMessage(54, LogLevel.Information, "Server discovered: {Reason} (server {Server}, hostgroup {Hostgroup}, epoch {Epoch})")]
    private static partial void Discovered(ILogger logger, ServerAddress server, int? hostgroup, long epoch, string reason);

    [LoggerMessage(55, LogLevel.Warning, "Discovered server removed: {Reason} (server {Server}, hostgroup {Hostgroup}, epoch {Epoch})")]
    private static partial void Removed(ILogger logger, ServerAddress server, int? hostgroup, long epoch, string reason);
}
