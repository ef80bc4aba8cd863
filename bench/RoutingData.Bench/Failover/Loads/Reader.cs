using System.Data.Common;
using System.Globalization;
using RoutingData.Bench.Throughput;

namespace RoutingData.Bench.Failover.Loads;

/// <summary>Reads one row by its key, outside transactions, and which server answers; with a prepared command, kept as long as its connection, if told so.</summary>
internal sealed class Reader(DbDataSource source, int worker, bool keepsOpen, bool prepares) : LoadWorker(source, worker, keepsOpen)
{
    private const char Separator = '@';

    private DbCommand? _command;

    protected override bool IsWrite => false;

    protected override async ValueTask<int> ExecuteAsync(bool async, DbConnection connection, int number)
    {
        var command = _command ??= await NewCommandAsync(async, connection);
        var id = number % LoadTables.Rows;
        command.Parameters[0].Value = id;
        var read = await command.ScalarAsync(async) as string;
        var end = read?.LastIndexOf(Separator) ?? -1;
        return end >= 0 && read![..end] == LoadTables.NameOf(id)
            ? int.Parse(read[(end + 1)..], CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"Row {id} was read as {read ?? "none"}.");
    }

    protected override void Forget()
    {
        _command?.Dispose();
        _command = null;
    }

    private async ValueTask<DbCommand> NewCommandAsync(bool async, DbConnection connection)
    {
        var command = connection.CreateCommand().With($"SELECT CONCAT(name, '{Separator}', @@server_id) FROM {LoadTables.Reads} WHERE id = @id").With("@id", 0);
        if (!prepares) return command;
        if (async) await command.PrepareAsync();
        else command.Prepare();
        return command;
    }
}
