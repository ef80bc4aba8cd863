using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RoutingData.ProxySql.Admin;
using RoutingData.ProxySql.Remote;

namespace RoutingData.ProxySql;

/// <summary>A connection to a <see cref="RoutingAdmin"/> in this process, or through its socket to one in another.</summary>
public sealed class RoutingAdminConnection : DbConnection
{
    private readonly Func<IAdminSession> _open;
    private IAdminSession? _session;

    internal RoutingAdminConnection(Func<IAdminSession> open) => _open = open;

    /// <summary>Creates a closed connection to the admin interface of another process on this machine.</summary>
    /// <param name="socket">The Unix socket that it listens on (<see cref="RoutingAdminOptions.Socket"/>).</param>
    public RoutingAdminConnection(string socket)
    {
        ArgumentException.ThrowIfNullOrEmpty(socket);
        (DataSource, _open) = (socket, () => RemoteSession.Connect(socket));
    }

    /// <summary>It has none.</summary>
    /// <exception cref="NotSupportedException">It is set.</exception>
    [AllowNull]
    public override string ConnectionString
    {
        get => "";
        set => throw new NotSupportedException("A RoutingAdmin makes its connections.");
    }

    /// <inheritdoc/>
    public override string Database => "main";

    /// <inheritdoc/>
    public override string DataSource { get; } = nameof(RoutingAdmin);

    /// <summary>The version of ProxySQL whose tables these are.</summary>
    public override string ServerVersion => "2.7";

    /// <inheritdoc/>
    public override ConnectionState State => _session is null ? ConnectionState.Closed : ConnectionState.Open;

    internal IAdminSession Session => _session ?? throw new InvalidOperationException("The connection is not open.");

    /// <summary>Opens it.</summary>
    /// <exception cref="RoutingAdminException">No process listens on the socket, or this one may not connect to it.</exception>
    public override void Open() => _session ??= _open();

    /// <inheritdoc/>
    public override void Close()
    {
        // One of this process belongs to its RoutingAdmin.
        if (_session is RemoteSession remote) remote.Dispose();
        _session = null;
    }

    /// <summary>Does nothing: a statement names the schema where it matters.</summary>
    /// <param name="databaseName">Ignored.</param>
    public override void ChangeDatabase(string databaseName)
    {
    }

    /// <inheritdoc cref="DbConnection.CreateCommand"/>
    public new RoutingAdminCommand CreateCommand() => new() { Connection = this };

    /// <summary>Not supported: each statement is a transaction.</summary>
    /// <param name="isolationLevel">Ignored.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    protected override DbTransaction BeginDbTransaction(IsolationLevel isolationLevel) =>
        throw new NotSupportedException("Each admin statement is a transaction of its own; LOAD ... TO RUNTIME puts all changes in force at once.");

    /// <inheritdoc/>
    protected override DbCommand CreateDbCommand() => CreateCommand();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing) Close();
        base.Dispose(disposing);
    }
}
