using System.Data;
using System.Data.Common;
using RoutingData.Execution;

namespace RoutingData;

/// <summary>A reader whose connection closes with it (<see cref="CommandBehavior.CloseConnection"/>). The driver does not know: a session has other
/// backend connections beside the reader's.</summary>
internal static class LastReader
{
    public static async ValueTask<DbDataReader> ExecuteAsync(bool async, RoutingDbConnection? connection, ValueTask<DbDataReader> executing)
    {
        try
        {
            var reader = await executing.ConfigureAwait(false);
            if (reader is HeldReader held) held.Last = connection;
            else (reader as RoutingDbDataReader)?.CloseConnection();
            return reader;
        }
        catch when (connection is { State: not ConnectionState.Closed })
        {
            // As the drivers do: there will be no reader to close it.
            await connection.CloseAsync(async).ConfigureAwait(false);
            throw;
        }
    }
}
