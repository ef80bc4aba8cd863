namespace RoutingData.Testing.Simulation;

/// <summary>
/// What a command brings, as its client reads it: results one after the other, whose rows come over the link in packets. As in the real
/// drivers there is one place in it for all readers: a thread that drains it while another reads takes rows away from that one.
/// </summary>
internal sealed class ResultStream
{
    private readonly SimulatedConnection _connection;
    private readonly SimulatedLink _link;
    private readonly List<StatementResult> _results;
    private int _result;
    private int _row = -1;
    // Rows of all results before this one, and rows that have come over the link.
    private int _before;
    private int _received;
    private Task? _fetching;
    private bool _isDrained;
    private bool _isClosed;
    private volatile bool _isInterrupted;

    /// <param name="connection">The client's connection.</param>
    /// <param name="link">What it runs over.</param>
    /// <param name="results">All that the server has to say.</param>
    /// <param name="received">How many rows came together with the answer.</param>
    public ResultStream(SimulatedConnection connection, SimulatedLink link, List<StatementResult> results, int received)
    {
        (_connection, _link, _results, _received) = (connection, link, results, received);
        while (_result < results.Count && results[_result] is { Columns: null, Error: null }) _result++;
    }

    /// <summary>The result that is being read; null when there is none, or none any more.</summary>
    public StatementResult? Result => _result < _results.Count && _results[_result].Columns is not null ? _results[_result] : null;

    /// <summary>What the server said to a statement before the first one that brings rows; null when it refused none.</summary>
    public SimulatedDbException? Refusal => _result < _results.Count ? _results[_result].Error : null;

    /// <summary>The row that is being read.</summary>
    public object?[] Row => Rows[_row];

    /// <summary>Rows changed by all statements; -1 when none changes any.</summary>
    public int Affected => _results.Any(result => result.Affected >= 0) ? _results.Sum(result => Math.Max(0, result.Affected)) : -1;

    /// <summary>Whether another thread has drained it to its end, and closed the connection.</summary>
    public bool WasClosed => _isClosed;

    private IReadOnlyList<object?[]> Rows => Result?.Rows ?? [];

    private bool HasRow => _row + 1 < Rows.Count;

    /// <summary>Goes on to the next row, and waits for it where it is not here yet.</summary>
    /// <exception cref="EndOfStreamException">The connection is lost: as with MySqlConnector, no <see cref="System.Data.Common.DbException"/>.</exception>
    public ValueTask<bool> ReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        // In the window before the connection is closed the end that the other thread has reached is this one's end too.
        if (_isClosed && _link.Chance()) throw new InvalidOperationException("Can't call this method when the reader is closed.");
        if (TryRead()) return new ValueTask<bool>(true);
        return HasRow ? FetchAndReadAsync(timeout, cancellationToken) : new ValueTask<bool>(false);
    }

    /// <summary>Goes on to the next result that has rows, past what is left of this one.</summary>
    /// <exception cref="SimulatedDbException">A statement failed.</exception>
    /// <exception cref="EndOfStreamException">The connection is lost.</exception>
    public async ValueTask<bool> NextResultAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        while (HasRow)
        {
            if (!TryRead()) await FetchAsync(timeout, cancellationToken).ConfigureAwait(false);
        }

        while (_result < _results.Count)
        {
            MoveOn();
            if (_result == _results.Count) break;
            if (_results[_result].Error is { } error) throw error;
            if (Result is not null) return true;
        }

        return false;
    }

    /// <summary>The server sends no more rows: <c>KILL QUERY</c>.</summary>
    public void Interrupt() => _isInterrupted = true;

    /// <summary>Reads all that is left, as the thread that closes a reader does; it waits for that as long as it takes.</summary>
    public async Task DrainAsync()
    {
        while (!TakeAllThatIsHere()) await FetchAsync(Timeout.InfiniteTimeSpan, CancellationToken.None).ConfigureAwait(false);
    }

    /// <summary>As <see cref="DrainAsync"/>, by a thread that closes the connection under an open reader.</summary>
    public async Task DrainFromOutsideAsync()
    {
        _isDrained = true;
        try
        {
            await DrainAsync().ConfigureAwait(false);
        }
        catch (EndOfStreamException)
        {
            // The connection is closed all the same.
        }
        finally
        {
            _isClosed = true;
        }
    }

    private bool TryRead()
    {
        if (!HasRow || _before + _row + 1 >= _received) return false;
        _row++;
        return true;
    }

    // False when something is still to come.
    private bool TakeAllThatIsHere()
    {
        while (_result < _results.Count)
        {
            while (TryRead())
            {
            }

            if (HasRow) return false;
            MoveOn();
        }

        return true;
    }

    private void MoveOn()
    {
        _before += Rows.Count;
        (_result, _row) = (_result + 1, -1);
    }

    private async ValueTask<bool> FetchAndReadAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        while (HasRow)
        {
            await FetchAsync(timeout, cancellationToken).ConfigureAwait(false);
            // Of two threads at one socket one gets the packet.
            if (_isDrained && _link.Chance()) TakeAllThatIsHere();
            if (TryRead()) return true;
        }

        return false;
    }

    private Task FetchAsync(TimeSpan timeout, CancellationToken cancellationToken) => _fetching is { IsCompleted: false } fetching
        ? fetching
        : _fetching = FetchNextAsync(timeout, cancellationToken);

    private async Task FetchNextAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        await _connection.FetchAsync(_link, timeout, cancellationToken).ConfigureAwait(false);
        _received += _link.RowsPerPacket;
        if (!_isInterrupted) return;
        (_result, _row) = (_results.Count, -1);
        throw ServerErrors.Interrupted();
    }
}
