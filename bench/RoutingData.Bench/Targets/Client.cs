using System.Data.Common;

namespace RoutingData.Bench.Targets;

/// <summary>One worker's connections: one for each role where the application splits by itself, else one for both.</summary>
/// <param name="writes">Leads to the writer.</param>
/// <param name="reads">Lead to the readers; empty where one connection is split by whatever stands behind it.</param>
/// <param name="worker">Number of the worker, from 0: what it keeps open to read from is spread by it.</param>
internal sealed class Client(DbDataSource writes, IReadOnlyList<DbDataSource> reads, int worker) : IAsyncDisposable
{
    private DbConnection? _writer;
    private DbConnection? _reader;

    /// <summary>What a session that only reads is opened on: each time any reader, as a router chooses.</summary>
    public DbDataSource AnyReader => reads is [] ? writes : reads[Random.Shared.Next(reads.Count)];

    public DbConnection Writer => _writer!;

    public DbConnection Reader => _reader!;

    /// <summary>Opens both, in the way they will be used: a socket that was ever used asynchronously blocks no thread of its own any more.</summary>
    public async ValueTask OpenAsync(bool async)
    {
        _writer = await OpenAsync(async, writes);
        _reader = reads is [] ? _writer : await OpenAsync(async, reads[worker % reads.Count]);
    }

    private static async ValueTask<DbConnection> OpenAsync(bool async, DbDataSource source) =>
        async ? await source.OpenConnectionAsync() : source.OpenConnection();

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        if (_reader is not null) await _reader.DisposeAsync();
    }
}
