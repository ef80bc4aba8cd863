using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Tests.Monitoring;

/// <summary>A command of the fake driver: it answers probes.</summary>
internal sealed class FakeCommand(FakeConnection connection) : DbCommand
{
    [AllowNull]
    public override string CommandText { get; set; } = "";

    public override int CommandTimeout { get; set; }

    public override CommandType CommandType { get; set; } = CommandType.Text;

    public override bool DesignTimeVisible { get; set; }

    public override UpdateRowSource UpdatedRowSource { get; set; }

    protected override DbConnection? DbConnection { get; set; } = connection;

    protected override DbParameterCollection DbParameterCollection => throw new NotSupportedException();

    protected override DbTransaction? DbTransaction { get; set; }

    public override void Cancel()
    {
    }

    public override void Prepare()
    {
    }

    public override int ExecuteNonQuery() => throw new NotSupportedException();

    public override object? ExecuteScalar() => throw new NotSupportedException();

    protected override DbParameter CreateDbParameter() => throw new NotSupportedException();

    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) =>
        ExecuteDbDataReaderAsync(behavior, CancellationToken.None).GetAwaiter().GetResult();

    private bool IsAboutReplication =>
        CommandText.Contains("SLAVE STATUS", StringComparison.Ordinal) || CommandText.Contains("REPLICA STATUS", StringComparison.Ordinal);

    protected override async Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var server = connection.Server;
        server.NoteText(CommandText);
        await server.PassAsync(connection.Generation < server.Generation ? server.OnFormer : server.OnExecute);
        var noLock = server.LendsNoLocks && CommandText.Contains("GET_LOCK", StringComparison.Ordinal)
            ? new FakeDbException(1105, "no locks here")
            : null;
        var second = IsAboutReplication ? server.OnReplication : noLock;
        var third = CommandText.Contains("replication_group_members", StringComparison.Ordinal) ? server.OnGroup ?? noLock : noLock;
        return new FakeReader(server.Answer(CommandText), second, third);
    }
}
