using RoutingData.Monitor.Threads;

namespace RoutingData.Tests.Monitoring;

/// <summary>Runs everything at once, on the thread that asks for it: what does not wait for the clock has ended when a call returns.</summary>
internal sealed class InlineExecution(TimeProvider timeProvider) : MonitorExecution
{
    public override int Threads => 0;

    public override TimeProvider Time => timeProvider;

    public override Task Run(Func<Task> work) => work();

    public override Task<T> Call<T>(Func<bool, Task<T>> call) => call(true);

    public override void RunApart(Action work) => work();

    public override void Cancel(CancellationTokenSource source) => source.Cancel();

    public override void End()
    {
    }

    public override TaskCompletionSource NewSignal() => new();
}
