using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>Open, one command, close: what a web request does.</summary>
internal sealed class OpenAndClose(Client client) : Work(client)
{
    public override ValueTask BeginAsync(bool async) => default;

    public override async ValueTask StepAsync(bool async)
    {
        if (async)
        {
            await using var connection = await Client.AnyReader.OpenConnectionAsync();
            await using var command = connection.CreateCommand().With("SELECT 1");
            await command.ExecuteScalarAsync();
        }
        else
        {
            using var connection = Client.AnyReader.OpenConnection();
            using var command = connection.CreateCommand().With("SELECT 1");
            command.ExecuteScalar();
        }
    }
}
