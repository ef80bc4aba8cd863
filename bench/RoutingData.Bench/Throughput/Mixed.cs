using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>Nine reads by key, spread over the readers, to one update by key.</summary>
internal sealed class Mixed(Client client, bool keepsCommands) : Work(client)
{
    private readonly Reads _reads = new(client, "SELECT name FROM bench_pk WHERE id = @id", takesId: true, keepsCommands);
    private int _step = Random.Shared.Next(10);

    public override async ValueTask StepAsync(bool async)
    {
        if (_step++ % 10 != 0)
        {
            await _reads.StepAsync(async);
            return;
        }

        using var command = Client.Writer.CreateCommand()
            .With("UPDATE bench_pk SET hits = hits + 1 WHERE id = @id").With("@id", Random.Shared.Next(Rows));
        await command.NonQueryAsync(async);
    }
}
