using System.Data.Common;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Testing.Flavors;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.MySql;

/// <summary>MySQL's way to make a server a copy of another: its clone plugin.</summary>
internal static class MySqlClone
{
    // "Restart server failed": nothing starts it again, so it ends when it has the copy, with this as its last word.
    private const int CopiedAndEnds = 3707;

    public static async Task RunAsync(AdminConnection server, ServerAddress writer, CancellationToken cancellationToken)
    {
        // A copy is refused while not even an administrator may write; read_only stays. Its first step is to drop what there is, which
        // no application must see.
        var prepare =
            "SET GLOBAL offline_mode = 1, GLOBAL super_read_only = 0, " +
            $"GLOBAL clone_valid_donor_list = '{writer.Hostname}:{writer.Port}'";
        await server.ExecuteAsync(prepare, cancellationToken).ConfigureAwait(false);
        try
        {
            await server.ExecuteAsync(From(writer), cancellationToken).ConfigureAwait(false);
        }
        catch (DbException e) when (DriverError.ServerNumber(e) == CopiedAndEnds)
        {
        }
    }

    private static string From(ServerAddress writer) =>
        $"""
        CLONE INSTANCE FROM '{BootstrapSql.AdminUser}'@'{writer.Hostname}':{writer.Port} IDENTIFIED BY '{BootstrapSql.AdminPassword}'
        """;
}
