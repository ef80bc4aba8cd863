using RoutingData.Bench.Targets;

namespace RoutingData.Bench.Throughput;

/// <summary>What one worker does again and again.</summary>
internal abstract class Work(Client client)
{
    /// <summary>Rows in <c>bench_pk</c>.</summary>
    public const int Rows = 1000;

    protected Client Client => client;

    /// <summary>Before the first step; opens the client's connections, unless opening is what is measured.</summary>
    public virtual ValueTask BeginAsync(bool async) => client.OpenAsync(async);

    /// <summary>One unit of work: one statement, or one transaction.</summary>
    public abstract ValueTask StepAsync(bool async);
}
