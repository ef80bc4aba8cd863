using RoutingData.Pools;

namespace RoutingData.ProxySql.Admin;

/// <summary>
/// <c>stats_mysql_processlist</c>: the connections that the application's sessions have, and how long a statement has run there. A session without one waits or
/// rests, and costs no server anything. Texts of statements are not kept.
/// </summary>
internal static class ProcessList
{
    public const string Columns =
        "ThreadID INT, SessionID INTEGER, user VARCHAR, db VARCHAR, cli_host VARCHAR, cli_port INT, hostgroup INT, l_srv_host VARCHAR, l_srv_port INT, " +
        "srv_host VARCHAR, srv_port INT, command VARCHAR, time_ms INT, info VARCHAR";

    public static IEnumerable<object?[]> Of(RoutingDbDataSource dataSource)
    {
        var configuration = dataSource.Runtime.Plan.Configuration;
        return dataSource.Runtime.Pools.SelectMany(pool => pool.InUse).Select((backend, place) =>
        {
            var since = backend.RunningSince;
            return new object?[]
            {
                0, place + 1, configuration.Username, backend.Database ?? configuration.DefaultSchema, null, null, backend.Serves, null, null,
                backend.Server.Hostname, backend.Server.Port, since is null ? "Sleep" : "Query",
                since is { } tick ? Math.Max(0, backend.Pool.Tick - tick) * (long)InFlightClock.Period.TotalMilliseconds : null, null,
            };
        });
    }
}
