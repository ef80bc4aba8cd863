using System.Data;
using System.Data.Common;

namespace RoutingData.Execution;

/// <summary>Reads the answers to all statements of a text. MySql.Data's own ExecuteNonQuery and ExecuteScalar say nothing of a connection that is lost, or a
/// statement that is killed, after the first.</summary>
internal static class WholeAnswer
{
    /// <summary>As ExecuteNonQuery: how many rows were changed.</summary>
    public static async ValueTask<int> CountAsync(bool async, DbCommand command, CancellationToken cancellationToken)
    {
        if (!async)
        {
            using var all = command.ExecuteReader();
            while (all.NextResult())
            {
                // Rows are passed over.
            }

            return all.RecordsAffected;
        }

        var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await using (reader.ConfigureAwait(false))
        {
            while (await reader.NextResultAsync(cancellationToken).ConfigureAwait(false))
            {
                // As above.
            }

            return reader.RecordsAffected;
        }
    }

    /// <summary>As ExecuteScalar: the first value of the first row.</summary>
    public static async ValueTask<object?> ScalarAsync(bool async, DbCommand command, CancellationToken cancellationToken)
    {
        using var held = await HeldReader.ReadAsync(
            async, async ? await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false) : command.ExecuteReader(), CommandBehavior.SingleRow,
            cancellationToken).ConfigureAwait(false);
        return held.Read() ? held.GetValue(0) : null;
    }
}
