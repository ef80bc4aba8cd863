namespace RoutingData.Pools;

/// <summary>The states of a backend connection, and what may come next. In a checked build each transition is asserted.</summary>
/// <remarks>
/// <code>
/// from                                    by                                       to
/// Idle                                    Begin                                    Running, RunningRepeatable
/// Idle                                    BeginVerification                        Verifying
/// Idle                                    Return                                   Returned
/// Idle                                    Terminate, DisposeInBackground           Terminated
/// Running, RunningRepeatable, Verifying   Finish                                   Idle
/// Running, RunningRepeatable, Verifying   Terminate, DisposeInBackground           Terminated | Inside
/// RunningRepeatable, Verifying            TerminateRepeatable                      Terminated | Inside
/// Verifying                               TerminateVerification                    Outdated | Inside
/// Terminated | Inside, Outdated | Inside  Finish (the call is out of the driver)   the same without Inside
/// </code>
/// </remarks>
internal static class BackendState
{
    public const int Idle = 0;
    public const int Running = 1;

    /// <summary>As <see cref="Running"/>; ending it early does no harm.</summary>
    public const int RunningRepeatable = 2;

    /// <summary>Being asked to which server it leads, before it serves.</summary>
    public const int Verifying = 3;

    /// <summary>Ended by the retirement of its pool while it was verified. From here on it serves no more.</summary>
    public const int Outdated = 4;

    /// <summary>Ended from outside, or disposed of in the background.</summary>
    public const int Terminated = 5;

    /// <summary>Returned to the driver's pool.</summary>
    public const int Returned = 6;

    /// <summary>Added to one of those: a call is still inside the driver, which must not be disposed of under it.</summary>
    public const int Inside = 8;

    /// <summary>Whether a state may follow another one.</summary>
    public static bool MayFollow(int present, int next) => (present, next) switch
    {
        (Idle, Running or RunningRepeatable or Verifying or Terminated or Returned) => true,
        (Running or RunningRepeatable or Verifying, Idle or (Terminated | Inside)) => true,
        (Verifying, Outdated | Inside) => true,
        (Outdated | Inside, Outdated) or (Terminated | Inside, Terminated) => true,
        _ => false,
    };
}
