using System.Data;
using RoutingData.ProxySql;
using RoutingData.Tool.Abstractions;
using RoutingData.Tool.Output;
using RoutingData.Tool.Prompt;

namespace RoutingData.Tool.Commands;

/// <summary>Runs admin statements and writes what they come to.</summary>
/// <param name="console">Where faults go.</param>
/// <param name="output">Where results go.</param>
/// <param name="connection">Where they run.</param>
internal sealed class StatementRunner(ToolConsole console, ToolOutput output, RoutingAdminConnection connection) : IStatementRunner
{
    /// <summary>Runs a statement.</summary>
    /// <returns>Whether it was understood.</returns>
    public bool TryRun(string statement)
    {
        try
        {
            using var command = connection.CreateCommand();
            command.CommandText = statement;
            using var reader = command.ExecuteReader();
            var rows = new DataTable();
            if (reader.FieldCount > 0) rows.Load(reader);
            output.Write(rows, command.RowsChanged, TypedStatement.IsUpright(statement));
            return true;
        }
        catch (RoutingAdminException e)
        {
            console.Error.WriteLine(Printable.Line(e.Message));
            return false;
        }
    }
}
