namespace RoutingData.Pools;

/// <summary>What a backend connection is doing, and what may come next. In a checked build each transition is asserted.</summary>
/// <remarks>
/// <code>
///            Begin                    End, EndRepeatable          Finish (the call is out of the driver)
///  Idle  ───────────► Running ───────────────────────► Terminated | Inside ──────────────────────► Terminated
///   ▲ │                 │     EndVerification, Retire
///   │ │  BeginVerific.  │  Verifying ──────────────► Outdated   | Inside ──────────────────────► Outdated
///   │ └─────────────────┼──────┘
///   └───────────────────┘  Finish
///  Idle ──► Returned (to the driver's pool: what its socket carries is the next session's)
///  Idle ──► Terminated (nothing is inside the driver)
/// </code>
/// </remarks>
internal static class BackendState
{
    public const int Idle = 0;
    public const int Running = 1;

    /// <summary>As <see cref="Running"/>; ending it early does no harm.</summary>
    public const int RunningRepeatable = 2;

    /// <summary>It is asked who it leads to, before it serves.</summary>
    public const int Verifying = 3;

    /// <summary>Its pool was retired while it was verified. From here on it serves no more.</summary>
    public const int Outdated = 4;

    /// <summary>It was ended from outside, or given up.</summary>
    public const int Terminated = 5;

    /// <summary>It was given back to the driver's pool.</summary>
    public const int Returned = 6;

    /// <summary>Beside one of those: a call is still inside the driver, which must not be disposed of under it.</summary>
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
