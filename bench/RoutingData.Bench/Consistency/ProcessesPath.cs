using RoutingData.Monitor;

namespace RoutingData.Bench.Consistency;

/// <summary>A write in one process, reads in the other: a request, and the one after it. The processes change places in each turn.</summary>
/// <param name="first">One process: a data source shares nothing with another one.</param>
/// <param name="second">The other.</param>
/// <param name="passesTokens">Whether the write's token goes along, as text.</param>
internal sealed class ProcessesPath(RoutingDbDataSource first, RoutingDbDataSource second, bool passesTokens) : ITurnPath
{
    private (RoutingDbDataSource Writes, RoutingDbDataSource Reads) _processes = (first, second);
    private string? _token;
    private RoutingDbConnection? _reading;

    public bool IsOneSession => false;

    public void Begin()
    {
        _reading?.Dispose();
        _reading = null;
        _processes = (_processes.Reads, _processes.Writes);
    }

    public void Write(int row, int version)
    {
        using var connection = _processes.Writes.CreateConnection();
        connection.Open();
        TurnStatements.Write(connection, row, version);
        if (passesTokens) _token = connection.GetConsistencyToken().ToString();
    }

    public (int Version, ServerAddress? Server) Read(int row)
    {
        if (_reading is null)
        {
            _reading = _processes.Reads.CreateConnection();
            if (passesTokens) _reading.UseConsistencyToken(Token);
            _reading.Open();
        }

        return (TurnStatements.Read(_reading, row), _reading.LastServer);
    }

    private ConsistencyToken Token => ConsistencyToken.TryParse(_token, out var token) && !token.IsEmpty
        ? token
        : throw new InvalidOperationException($"'{_token}' is no token.");

    public void Recover()
    {
        _reading?.Dispose();
        _reading = null;
    }

    public void Dispose() => _reading?.Dispose();
}
