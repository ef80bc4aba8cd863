using System.Collections.Immutable;
using RoutingData.Counting;
using RoutingData.Monitor;

namespace RoutingData;

/// <content>How it stands now, for pages and checks.</content>
public sealed partial class RoutingDbDataSource
{
    /// <summary>Its name in metrics (<c>routingdata.data_source</c>): the servers and the database, told apart from others of this process.</summary>
    public string Name => Runtime.Name;

    /// <summary>The connections of the application that are open, and the statements that wait, now.</summary>
    public SessionStatistics Sessions => new(Runtime.Sessions.Count, Runtime.Waits.Statements);

    /// <summary>The active query rules in the order of their ids, with what each has matched, and what is suspicious about it. The two well-known rules, where
    /// none is configured.</summary>
    public ImmutableArray<QueryRuleStatus> QueryRules => QueryRuleStatuses.Of(Runtime.Plan);

    /// <summary>
    /// Tells how far behind the writer of its pair a server is known to be, by the positions that the router compares before it sends a read there: zero when the
    /// server shows all that was committed when the writer was last asked. The server's own word is <see cref="ServerState.LagSeconds"/>.
    /// </summary>
    /// <param name="server">The server, as in <c>Monitor.Current.Servers</c>.</param>
    /// <returns>The time; null when nothing is known: there is no writer, it gives its writes no GTIDs, or the server has not been compared yet.</returns>
    public TimeSpan? BehindOf(ServerAddress server) => Runtime.BehindOf(server);
}
