using System.Data.Common;
using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>One plain read, of a row by its key or of nothing.</summary>
internal sealed class Reads(Client client, string text, bool takesId, bool keepsCommands) : Work(client)
{
    private DbCommand? _kept;

    public override async ValueTask StepAsync(bool async)
    {
        if (!keepsCommands)
        {
            using var command = NewCommand();
            await command.ScalarAsync(async);
            return;
        }

        _kept ??= NewCommand();
        if (takesId) _kept.Parameters[0].Value = Random.Shared.Next(Rows);
        await _kept.ScalarAsync(async);
    }

    private DbCommand NewCommand()
    {
        var command = Client.Reader.CreateCommand().With(text);
        return takesId ? command.With("@id", Random.Shared.Next(Rows)) : command;
    }
}
