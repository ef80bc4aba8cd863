using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace RoutingData.ProxySql;

/// <summary>A statement of the admin interface, or several with semicolons between.</summary>
public sealed class RoutingAdminCommand : DbCommand
{
    // It has no connection of SQLite's: its collection of parameters is what is used of it.
    private readonly SqliteCommand _parameters = new();

    /// <inheritdoc/>
    [AllowNull]
    public override string CommandText { get; set; } = "";

    /// <summary>Not used: a statement may take some seconds.</summary>
    public override int CommandTimeout { get; set; }

    /// <inheritdoc/>
    public override CommandType CommandType { get; set; } = CommandType.Text;

    /// <inheritdoc/>
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc/>
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <summary>The rows that the last execution changed; -1 for a query, and before the first one.</summary>
    public int RowsChanged { get; private set; } = -1;

    /// <inheritdoc/>
    protected override DbConnection? DbConnection { get; set; }

    /// <inheritdoc/>
    protected override DbParameterCollection DbParameterCollection => _parameters.Parameters;

    /// <inheritdoc/>
    protected override DbTransaction? DbTransaction { get; set; }

    /// <summary>Does nothing: a statement ends by itself.</summary>
    public override void Cancel()
    {
    }

    /// <summary>Does nothing.</summary>
    public override void Prepare()
    {
    }

    /// <summary>Runs the statement.</summary>
    /// <returns>The rows that were changed; -1 for a query.</returns>
    /// <exception cref="RoutingAdminException">It is not understood, or refused.</exception>
    public override int ExecuteNonQuery() => Execute().Changed;

    /// <summary>Runs the statement.</summary>
    /// <returns>The first value; <see langword="null"/> without rows.</returns>
    /// <exception cref="RoutingAdminException">It is not understood, or refused.</exception>
    public override object? ExecuteScalar()
    {
        var rows = Execute().Rows;
        return rows.Rows.Count > 0 && rows.Columns.Count > 0 ? rows.Rows[0][0] : null;
    }

    /// <inheritdoc/>
    protected override DbParameter CreateDbParameter() => _parameters.CreateParameter();

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Execute().Rows.CreateDataReader();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) _parameters.Dispose();
        base.Dispose(disposing);
    }

    private (DataTable Rows, int Changed) Execute()
    {
        var connection = (RoutingAdminConnection?)Connection ?? throw new InvalidOperationException("The command has no connection.");
        var result = connection.Session.Execute(CommandText, [.. _parameters.Parameters.Cast<SqliteParameter>()]);
        RowsChanged = result.Changed;
        return result;
    }
}
