using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.Tests.Monitoring;

/// <summary>A connection of the fake driver.</summary>
internal sealed class FakeConnection(Func<string, FakeServer> find) : DbConnection
{
    private FakeServer? _server;
    private ConnectionState _state;

    [AllowNull]
    public override string ConnectionString
    {
        get => _server?.Name ?? "";
        set => _server = find(value ?? "");
    }

    public FakeServer Server => _server!;

    /// <summary>The server's generation at its open.</summary>
    public int Generation { get; private set; }

    public override string Database => "";

    public override string DataSource => Server.Name;

    public override string ServerVersion => Server.Version;

    public override ConnectionState State => _state;

    public void Break() => _state = ConnectionState.Broken;

    public override void ChangeDatabase(string databaseName)
    {
    }

    public override void Close() => _state = ConnectionState.Closed;

    public override void Open() => OpenAsync(CancellationToken.None).GetAwaiter().GetResult();

    public override async Task OpenAsync(CancellationToken cancellationToken)
    {
        Server.NoteOpened();
        await Server.PassAsync(Server.OnOpen);
        Generation = Server.Generation;
        _state = ConnectionState.Open;
    }

    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) => throw new NotSupportedException();

    protected override DbCommand CreateDbCommand() => new FakeCommand(this);

    protected override void Dispose(bool disposing)
    {
        _state = ConnectionState.Closed;
        if (disposing) _server?.NoteDisposed();
        base.Dispose(disposing);
    }
}
