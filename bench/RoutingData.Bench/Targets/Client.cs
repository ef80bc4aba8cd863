using System.Data.Common;

namespace RoutingData.Bench.Targets;

/// <summary>One worker's connections: one for each role where the application splits by itself, else one for both.</summary>
internal sealed class Client(DbDataSource writes, DbDataSource? reads) : IAsyncDisposable
{
    private DbConnection? _writer;
    private DbConnection? _reader;

    public DbDataSource Reads => reads ?? writes;

    public DbConnection Writer => _writer!;

    public DbConnection Reader => _reader!;

    public async ValueTask OpenAsync()
    {
        _writer = await writes.OpenConnectionAsync();
        _reader = reads is null ? _writer : await reads.OpenConnectionAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        if (_reader is not null) await _reader.DisposeAsync();
    }
}
