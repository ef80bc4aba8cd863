using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace RoutingData.ProxySql;

/// <summary>A connection to a <see cref="RoutingAdmin"/>.</summary>
public sealed class RoutingAdminConnection : DbConnection
{
    private readonly RoutingAdmin _admin;
    private ConnectionState _state;

    internal RoutingAdminConnection(RoutingAdmin admin) => _admin = admin;

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
    public override string DataSource => nameof(RoutingAdmin);

    /// <summary>The version of ProxySQL whose tables these are.</summary>
    public override string ServerVersion => "2.7";

    /// <inheritdoc/>
    public override ConnectionState State => _state;

    internal RoutingAdmin Admin => _state == ConnectionState.Open ? _admin : throw new InvalidOperationException("The connection is not open.");

    /// <inheritdoc/>
    public override void Open() => _state = ConnectionState.Open;

    /// <inheritdoc/>
    public override void Close() => _state = ConnectionState.Closed;

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
}
