using System.Data;
using RoutingData.Monitor;

namespace RoutingData.Bench.Consistency;

/// <summary>Connections of one data source.</summary>
internal sealed class ConnectionPath(RoutingDbDataSource source, ConnectionUse use) : ITurnPath
{
    private readonly RoutingScope? _scope = use == ConnectionUse.Scope ? RoutingScope.ReadYourWrites() : null;
    private RoutingDbConnection? _connection;

    public bool IsOneSession => use != ConnectionUse.New;

    private bool IsOfStatement => use is ConnectionUse.New or ConnectionUse.Scope;

    public void Begin()
    {
    }

    public void Write(int row, int version) => Run(connection =>
    {
        TurnStatements.Write(connection, row, version);
        return 0;
    });

    public (int Version, ServerAddress? Server) Read(int row) => Run(connection => TurnStatements.Read(connection, row));

    public void Recover() => _connection?.Close();

    public void Dispose()
    {
        _connection?.Dispose();
        _scope?.Dispose();
    }

    private (int Version, ServerAddress? Server) Run(Func<RoutingDbConnection, int> run)
    {
        if (_connection is null || IsOfStatement) _connection = source.CreateConnection();
        if (_connection.State == ConnectionState.Closed) _connection.Open();
        try
        {
            return (run(_connection), _connection.LastServer);
        }
        finally
        {
            if (IsOfStatement) _connection.Dispose();
            else if (use == ConnectionUse.Reopened) _connection.Close();
        }
    }
}
