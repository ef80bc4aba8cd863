using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.HotPathTests.InstantDriver;

/// <summary>A connection to w or r.</summary>
internal sealed class InstantConnection(InstantFactory factory) : DbConnection
{
    private string _connectionString = "";
    private ConnectionState _state;

    [AllowNull]
    public override string ConnectionString
    {
        get => _connectionString;
        set => _connectionString = value ?? "";
    }

    public bool IsWriter => _connectionString.Contains("server=w", StringComparison.OrdinalIgnoreCase);

    /// <summary>One for each server: as if each had one physical connection, always free.</summary>
    public object Socket => IsWriter ? factory.WritersSocket : factory.ReadersSocket;

    public override string Database => "";

    public override string DataSource => "";

    public override string ServerVersion => "10.11.6-MariaDB";

    public override ConnectionState State => _state;

    public override void ChangeDatabase(string databaseName)
    {
    }

    public override void Open() => _state = ConnectionState.Open;

    public override Task OpenAsync(CancellationToken cancellationToken)
    {
        _state = ConnectionState.Open;
        return factory.Waits ? factory.Ask() : Task.CompletedTask;
    }

    public override void Close() => _state = ConnectionState.Closed;

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new InstantCommand(factory) { Connection = this };

    protected override void Dispose(bool disposing) => _state = ConnectionState.Closed;
}
