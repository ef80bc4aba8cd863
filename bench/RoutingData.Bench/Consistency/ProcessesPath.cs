using RoutingData.Monitor;

namespace RoutingData.Bench.Consistency;

/// <summary>A write in one process, reads in the other with its token, as text: a request, and the one after it. The processes change places in each
/// turn.</summary>
internal sealed class ProcessesPath(RoutingDbDataSource first, RoutingDbDataSource second) : ITurnPath
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
        _token = connection.GetConsistencyToken().ToString();
    }

    public (int Version, ServerAddress? Server) Read(int row)
    {
        if (_reading is null)
        {
            if (!ConsistencyToken.TryParse(_token, out var token) || token.IsEmpty) throw new InvalidOperationException($"'{_token}' is no token.");
            _reading = _processes.Reads.CreateConnection();
            _reading.UseConsistencyToken(token);
            _reading.Open();
        }

        return (TurnStatements.Read(_reading, row), _reading.LastServer);
    }

    public void Recover()
    {
        _reading?.Dispose();
        _reading = null;
    }

    public void Dispose() => _reading?.Dispose();
}
