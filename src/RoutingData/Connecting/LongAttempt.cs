using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace RoutingData.Connecting;

/// <summary>What an attempt needs only if it has to wait, or met a full server.</summary>
[SuppressMessage("Design", "CA1001:Types that own disposable fields should be disposable", Justification = "EndWaiting disposes of it.")]
internal sealed class LongAttempt(IExecution? execution)
{
    private CancellationTokenSource? _wait;
    private Waits? _waits;

    public IExecution? Execution => execution;

    /// <summary>What the last server said that had no room for it.</summary>
    public ExceptionDispatchInfo? Refusal { get; set; }

    /// <summary>Returns a token of the caller's and of <c>Cancel()</c>.</summary>
    public CancellationToken Waiting(Waits waits, CancellationToken cancellationToken)
    {
        if (execution is null) return cancellationToken;
        if (_wait is null)
        {
            _wait = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            _waits = waits;
            waits.Begin(execution, _wait);
        }

        return _wait.Token;
    }

    public void EndWaiting()
    {
        if (_wait is null) return;
        _waits!.End(execution!);
        _wait.Dispose();
        _wait = null;
    }
}
