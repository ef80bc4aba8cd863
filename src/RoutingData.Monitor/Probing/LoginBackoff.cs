using RoutingData.Monitor.Drivers;
using RoutingData.Monitor.Reports;
namespace RoutingData.Monitor.Probing;

/// <summary>Keeps what a server has refused from being tried again too soon, so that the user's account is not locked.</summary>
internal sealed class LoginBackoff(TimeProvider timeProvider)
{
    private long _since;
    private int _refusals;
    private bool _isOfUser;

    /// <summary>What the server said last; null once it has let the user in.</summary>
    public ProbeFailure? Refusal { get; private set; }

    /// <summary>Whether a login may be tried now.</summary>
    public bool IsOpen(bool isSuspected) => Refusal is null ||
        timeProvider.GetElapsedTime(_since) >= ProbePacing.BetweenLogins(_refusals, _isOfUser, isSuspected);

    /// <summary>Notes what a new connection brought.</summary>
    public void Note(ProbeResult result)
    {
        // One that answers nothing is asked at the full pace, but what it refused before is not forgotten.
        Refusal = result is ProbeFailure { Kind: ProbeFailureKind.Refused } refusal ? refusal : null;
        if (result is ServerReport) _refusals = 0;
        if (Refusal is null) return;

        _refusals++;
        _since = timeProvider.GetTimestamp();
        _isOfUser = Drivers.DriverError.IsLoginRefusal(Refusal.Error);
    }
}
