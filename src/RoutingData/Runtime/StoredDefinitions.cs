using System.Data.Common;
using RoutingData.Statements;
using RoutingData.Threading;

namespace RoutingData.Runtime;

/// <summary>Asks a server for the texts of its views, triggers and routines.</summary>
internal static class StoredDefinitions
{
    private const string OwnSchemas = "NOT IN ('sys', 'mysql', 'information_schema', 'performance_schema')";

    private const string Views =
        "SELECT TABLE_SCHEMA, TABLE_NAME, VIEW_DEFINITION FROM information_schema.VIEWS WHERE TABLE_SCHEMA " + OwnSchemas;

    private const string Triggers =
        "SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, ACTION_STATEMENT, SQL_MODE FROM information_schema.TRIGGERS " +
        "WHERE EVENT_OBJECT_SCHEMA " + OwnSchemas;

    private const string Routines =
        "SELECT ROUTINE_SCHEMA, ROUTINE_NAME, ROUTINE_DEFINITION, SQL_MODE, ROUTINE_TYPE, ROUTINE_BODY FROM information_schema.ROUTINES " +
        "WHERE ROUTINE_DEFINITION IS NOT NULL AND ROUTINE_SCHEMA " + OwnSchemas;

    // Seconds. Nothing that waits for it may wait long.
    private const int Timeout = 2;

    /// <summary>Returns what the connection's user may see.</summary>
    public static async ValueTask<List<StoredDefinition>> ReadAsync(bool async, DbConnection connection, CancellationToken cancellationToken)
    {
        var definitions = new List<StoredDefinition>();
        await ReadAsync(async, connection, Views, definitions, ViewOf, cancellationToken).ConfigureAwait(false);
        await ReadAsync(async, connection, Triggers, definitions, TriggerOf, cancellationToken).ConfigureAwait(false);
        // What routines do matters to views and triggers only.
        if (definitions.Count > 0)
            await ReadAsync(async, connection, Routines, definitions, RoutineOf, cancellationToken).ConfigureAwait(false);
        return definitions;
    }

    private static async ValueTask ReadAsync(
        bool async, DbConnection connection, string query, List<StoredDefinition> definitions, Func<DbDataReader, StoredDefinition> read,
        CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        command.CommandText = query;
        command.CommandTimeout = Timeout;
        if (!async)
        {
            using (command)
            {
                using var rows = command.ExecuteReader();
                while (rows.Read()) definitions.Add(read(rows));
            }

            return;
        }

        await using (command.ConfigureAwait(false))
        {
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false)) definitions.Add(read(reader));
            }
        }
    }

    private static StoredDefinition ViewOf(DbDataReader row) =>
        new(StoredDefinitionKind.View, row.GetString(0), row.GetString(1), TextOf(row));

    private static StoredDefinition TriggerOf(DbDataReader row) => ProgramOf(StoredDefinitionKind.Trigger, row);

    private static StoredDefinition RoutineOf(DbDataReader row)
    {
        var isFunction = row.GetString(4).Equals("FUNCTION", StringComparison.OrdinalIgnoreCase);
        var program = ProgramOf(isFunction ? StoredDefinitionKind.Function : StoredDefinitionKind.Procedure, row);
        return row.GetString(5).Equals("SQL", StringComparison.OrdinalIgnoreCase) ? program : program with { IsForeign = true };
    }

    private static StoredDefinition ProgramOf(StoredDefinitionKind kind, DbDataReader row)
    {
        var mode = row.IsDBNull(3) ? "" : row.GetString(3);
        return new StoredDefinition(kind, row.GetString(0), row.GetString(1), TextOf(row))
        {
            Modes = SqlModeReading.Of(mode),
            IsForeign = mode.Contains("ORACLE", StringComparison.OrdinalIgnoreCase),
        };
    }

    // A server that does not show a text says NULL, or nothing.
    private static string? TextOf(DbDataReader row) => row.IsDBNull(2) || row.GetString(2) is not { Length: > 0 } text ? null : text;
}
