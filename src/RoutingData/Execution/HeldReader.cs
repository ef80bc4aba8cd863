using System.Collections;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using RoutingData.Sessions;
using RoutingData.Threading;

namespace RoutingData.Execution;

/// <summary>A reader of results that have all come: those of a write that was committed before its caller got them. No connection is under it.</summary>
[SuppressMessage("Design", "CA1010:Generic interface should also be implemented", Justification = "As every data reader: rows have no type.")]
internal sealed partial class HeldReader : DbDataReader
{
    private readonly List<HeldResult> _results;
    private readonly int _affected;
    private int _at;
    private int _row = -1;
    private bool _isClosed;

    private HeldReader(List<HeldResult> results, int affected) => (_results, _affected) = (results, affected);

    /// <summary>The connection that closes with it (<see cref="CommandBehavior.CloseConnection"/>).</summary>
    public ISessionOwner? Last { get; set; }

    public override bool IsClosed => _isClosed;

    public override int RecordsAffected => _affected;

    public override int Depth => 0;

    public override bool HasRows => Result is { Rows.Count: > 0 };

    private HeldResult? Result => _isClosed
        ? throw new InvalidOperationException("The data reader is closed.")
        : _at < _results.Count ? _results[_at] : null;

    private object[] Row => Result is { } result && _row >= 0 && _row < result.Rows.Count
        ? result.Rows[_row]
        : throw new InvalidOperationException("There is no row here: call Read first.");

    /// <summary>Reads all that a driver's reader has, and closes it.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="inner">The driver's reader.</param>
    /// <param name="behavior">Which rows and results the caller wants.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static async ValueTask<DbDataReader> ReadAsync(bool async, DbDataReader inner, CommandBehavior behavior, CancellationToken cancellationToken)
    {
        var results = new List<HeldResult>();
        var (mostRows, mostResults) = (
            behavior.HasFlag(CommandBehavior.SingleRow) ? 1 : int.MaxValue,
            behavior.HasFlag(CommandBehavior.SingleRow) || behavior.HasFlag(CommandBehavior.SingleResult) ? 1 : int.MaxValue);
        try
        {
            do
            {
                if (inner.FieldCount == 0) continue;
                var result = await HeldResult.ReadAsync(async, inner, mostRows, cancellationToken).ConfigureAwait(false);
                if (results.Count < mostResults) results.Add(result);
            }
            while (async ? await inner.NextResultAsync(cancellationToken).ConfigureAwait(false) : inner.NextResult());
            return new HeldReader(results, inner.RecordsAffected);
        }
        finally
        {
            if (async) await inner.DisposeAsync().ConfigureAwait(false);
            else inner.Dispose();
        }
    }

    public override bool Read()
    {
        if (Result is not { } result || _row >= result.Rows.Count) return false;
        return ++_row < result.Rows.Count;
    }

    public override bool NextResult()
    {
        if (Result is null) return false;
        (_at, _row) = (_at + 1, -1);
        return _at < _results.Count;
    }

    public override IEnumerator GetEnumerator() => new DbEnumerator(this, closeReader: false);

    public override void Close() => SyncResult.Of(CloseAsync(async: false));

    public override Task CloseAsync() => CloseAsync(async: true).AsTask();

    public override async ValueTask DisposeAsync()
    {
        await CloseAsync(async: true).ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask CloseAsync(bool async)
    {
        if (_isClosed) return;
        _isClosed = true;
        if (Last is { } connection) await connection.CloseAsync(async).ConfigureAwait(false);
    }
}
