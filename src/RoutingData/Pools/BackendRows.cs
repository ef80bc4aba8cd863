using System.Data.Common;
using System.Globalization;

namespace RoutingData.Pools;

/// <summary>Reads what a text of the router's own brings. The caller has begun it (<see cref="BackendConnection.Begin"/>).</summary>
internal static class BackendRows
{
    /// <summary>Reads all rows of all results.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="backend">Where.</param>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    /// <param name="timeout">How long it may take; null for what the connection string says.</param>
    /// <returns>Their values as texts; an empty one for NULL.</returns>
    public static async ValueTask<List<string[]>> ReadAsync(
        bool async, BackendConnection backend, string text, CancellationToken cancellationToken, TimeSpan? timeout = null)
    {
        var rows = new List<string[]>();
        var command = backend.Connection.CreateCommand();
        command.CommandText = text;
        if (timeout is { } most) command.CommandTimeout = Math.Max(1, (int)Math.Ceiling(Math.Min(most.TotalSeconds, int.MaxValue / 1000)));
        if (async)
        {
            await using (command.ConfigureAwait(false))
            {
                var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
                await using (reader.ConfigureAwait(false))
                {
                    do
                    {
                        while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) rows.Add(RowOf(reader));
                    }
                    while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false));
                }
            }
        }
        else
        {
            using (command)
            {
                using var reader = command.ExecuteReader();
                do
                {
                    while (reader.Read()) rows.Add(RowOf(reader));
                }
                while (reader.NextResult());
            }
        }

        return rows;
    }

    private static string[] RowOf(DbDataReader reader)
    {
        var row = new string[reader.FieldCount];
        for (var i = 0; i < row.Length; i++) row[i] = Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture) ?? "";
        return row;
    }
}
