using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.HotPathTests.InstantDriver;

/// <summary>A command that is done at once.</summary>
internal sealed class InstantCommand(InstantFactory factory) : DbCommand
{
    private static readonly object Scalar = 1L;
    private static readonly Task<object?> ScalarTask = Task.FromResult<object?>(Scalar);
    private static readonly Task<int> NonQueryTask = Task.FromResult(1);
    private static readonly DbDataReader Reader = new DataTable().CreateDataReader();
    private static readonly Task<DbDataReader> ReaderTask = Task.FromResult(Reader);

    private InstantParameterCollection? _parameters;

    static InstantCommand() => Reader.Close();

    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; }

    protected override DbParameterCollection DbParameterCollection => _parameters ??= new InstantParameterCollection();

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => 1;

    public override object? ExecuteScalar() => Scalar;

    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => NonQueryTask;

    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        factory.Waits ? factory.Ask() : ScalarTask;

    protected override DbParameter CreateDbParameter() => new InstantParameter();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        CommandText.Contains("read_only", StringComparison.Ordinal) ? Probe((InstantConnection)Connection!)
        : CommandText == "SHOW GRANTS" || CommandText.Contains("information_schema", StringComparison.Ordinal) ? new DataTable().CreateDataReader()
        : Reader;

    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        ExecuteDbDataReader(behavior) is var reader && reader == Reader ? ReaderTask : Task.FromResult(reader);

    private static DbDataReader Probe(InstantConnection connection)
    {
        var variables = new DataTable();
        for (var i = 0; i < 12; i++) variables.Columns.Add($"c{i}", typeof(object));
        variables.Rows.Add(connection.IsWriter ? 0 : 1, 0, "OFF", 1L, connection.IsWriter ? "1" : "2", connection.ServerVersion, "0-1-7", "", 1L, "0-1-7", "", "0-1-7");
        return variables.CreateDataReader();
    }
}
