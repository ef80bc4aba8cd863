using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>One row, committed by itself.</summary>
internal sealed class Inserts(Client client) : Work(client)
{
    public override async ValueTask StepAsync(bool async)
    {
        using var command = Client.Writer.CreateCommand().With("INSERT INTO bench_insert (v) VALUES (@v)").With("@v", Random.Shared.Next());
        await command.NonQueryAsync(async);
    }
}
