using System.Data.Common;

namespace RoutingData.Connecting;

/// <summary>
/// Whether a user may write on a read-only server. Nothing then refuses a write that arrives just after a demotion, so that it is worth a
/// warning at start.
/// </summary>
internal static class PrivilegeCheck
{
    // MySQL: SUPER, CONNECTION_ADMIN; MariaDB: SUPER (before 10.11), READ_ONLY ADMIN; ALL on *.* holds them all.
    private static readonly string[] Powers = ["SUPER", "CONNECTION_ADMIN", "READ_ONLY ADMIN", "READ ONLY ADMIN", "ALL PRIVILEGES"];

    /// <summary>Whether a line of SHOW GRANTS gives such a power.</summary>
    public static bool Overrides(string grant)
    {
        var on = grant.IndexOf(" ON *.* ", StringComparison.OrdinalIgnoreCase);
        return on > 0 && Array.Exists(Powers, power => grant.AsSpan(0, on).Contains(power, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Asks the server behind an open connection about the connection's own user.</summary>
    public static async ValueTask<bool> MayWriteOnReadOnlyAsync(bool async, DbConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        command.CommandText = "SHOW GRANTS";
        if (!async)
        {
            using (command)
            {
                using var rows = command.ExecuteReader();
                while (rows.Read())
                {
                    if (Overrides(rows.GetString(0))) return true;
                }

                return false;
            }
        }

        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    if (Overrides(reader.GetString(0))) return true;
                }

                return false;
            }
        }
    }
}
