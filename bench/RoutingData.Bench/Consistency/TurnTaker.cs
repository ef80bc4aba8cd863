using System.Data;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using RoutingData.Bench.Measuring;
using RoutingData.Monitor;

namespace RoutingData.Bench.Consistency;

/// <summary>One session: it writes its row, thinks, reads it, and reads another one's.</summary>
internal sealed class TurnTaker(RoutingDbDataSource source, ConsistencyRunOptions options, ServerAddress writer, int row, int turns, Acknowledged[] rows)
{
    private readonly int _other = (row + 1) % rows.Length;
    private RoutingDbConnection? _connection;
    private int _seen;

    public LatencyHistogram Writes { get; } = new();

    public LatencyHistogram Reads { get; } = new();

    public int Stale { get; private set; }

    public int Unread { get; private set; }

    public int TooOld { get; private set; }

    public int ByReaders { get; private set; }

    public int OthersByReaders { get; private set; }

    /// <summary>Takes its turns, on a thread of its own: pauses of a millisecond must be one.</summary>
    public void Run()
    {
        using var scope = options.Connections == ConnectionUse.Scope ? RoutingScope.ReadYourWrites() : null;
        for (var turn = 1; turn <= turns; turn++) TakeTurn(turn);
        _connection?.Dispose();
    }

    private void TakeTurn(int turn)
    {
        var begun = Stopwatch.GetTimestamp();
        Run($"UPDATE turn SET version = {turn} WHERE id = {row}", command => command.ExecuteNonQuery());
        Writes.Add(Stopwatch.GetTimestamp() - begun);
        rows[row].Add(turn);
        if (options.ThinkMs > 0) Thread.Sleep(options.ThinkMs);

        begun = Stopwatch.GetTimestamp();
        var (own, isByReader) = Read(row);
        Reads.Add(Stopwatch.GetTimestamp() - begun);
        if (own < turn) Stale++;
        if (isByReader) ByReaders++;

        begun = Stopwatch.GetTimestamp();
        (var other, isByReader) = Read(_other);
        if (other < _seen) Unread++;
        if (isByReader) OthersByReaders++;
        if (IsTooOld(other, begun)) TooOld++;
        _seen = Math.Max(_seen, other);
    }

    private bool IsTooOld(int version, long begun) => options.Level switch
    {
        ConsistencyLevel.Global => rows[_other].WasSuperseded(version, begun),
        ConsistencyLevel.Bounded => rows[_other].WasSuperseded(version, begun - (options.BoundMs * Stopwatch.Frequency / 1000)),
        _ => false,
    };

    private (int Version, bool IsByReader) Read(int id)
    {
        var version = 0;
        var server = Run(
            $"SELECT version FROM turn WHERE id = {id}",
            command => version = Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture));
        return (version, server != writer);
    }

    private ServerAddress? Run(string text, Action<DbCommand> run)
    {
        var isOfTurn = options.Connections is ConnectionUse.New or ConnectionUse.Scope;
        if (_connection is null || isOfTurn) _connection = source.CreateConnection();
        if (_connection.State == ConnectionState.Closed) _connection.Open();
        using (var command = _connection.CreateCommand())
        {
            command.CommandText = text;
            run(command);
        }

        var server = _connection.LastServer;
        if (isOfTurn) _connection.Dispose();
        else if (options.Connections == ConnectionUse.Reopened) _connection.Close();
        return server;
    }
}
