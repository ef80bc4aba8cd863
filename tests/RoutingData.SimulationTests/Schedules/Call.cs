namespace RoutingData.SimulationTests.Schedules;

/// <summary>One call of the application into the router, from its beginning to its end.</summary>
/// <param name="Session">The session it belongs to.</param>
/// <param name="Kind">What it was for.</param>
/// <param name="Numbers">The numbers it writes, each used once in a run.</param>
/// <param name="BeganAt">When it began.</param>
internal sealed record Call(int Session, CallKind Kind, IReadOnlyList<int> Numbers, TimeSpan BeganAt)
{
    /// <summary>How many events there were when it began.</summary>
    public int EventsBefore { get; init; }

    /// <summary>When it came back; null while it has not.</summary>
    public TimeSpan? EndedAt { get; set; }

    /// <summary>How many events there were when it came back.</summary>
    public int EventsAfter { get; set; }

    /// <summary>What it threw.</summary>
    public Exception? Error { get; set; }

    /// <summary>Of an Open: whether the connection was open before, so that the session goes on.</summary>
    public bool GoesOn { get; set; }

    /// <summary>Whether a reader was handed out: from then on nothing can be run again.</summary>
    public bool HasReader { get; set; }

    /// <summary>What was wrong with a result that came as if it were right.</summary>
    public string? Torn { get; set; }

    /// <summary>What the session believed of its server afterwards that was not so.</summary>
    public string? Misbelief { get; set; }

    /// <summary>Whether a part of it may be committed before its end, and the application knows that.</summary>
    public bool MayCommitInParts => Kind is CallKind.RetriedTransaction or CallKind.BrokenText or CallKind.WithoutAutocommit;

    public bool Succeeded => EndedAt is not null && Error is null;

    /// <summary>What the caller was told of it, be it by what the router wrote on a driver's exception.</summary>
    public StatementOutcome? Outcome => Claim.Of(Error);

    public override string ToString() => FormattableString.Invariant(
        $"session {Session} {Kind}{(Numbers.Count > 0 ? $" of {string.Join(',', Numbers)}" : "")}, {BeganAt.TotalSeconds:0.000000} to {EndedAt?.TotalSeconds:0.000000} s") +
        (Error is { } error ? $": {Describe(error)}" : "");

    private static string Describe(Exception error) => error is RoutingDbException routing
        ? $"{routing.Outcome}{(routing.SessionStateLost ? ", state lost" : "")}: {routing.Message}"
        : $"{error.GetType().Name}: {error.Message}";
}

/// <summary>What a call is for.</summary>
internal enum CallKind
{
    Open,
    Read,
    PinnedRead,
    LongRead,
    ReadOfState,
    Setting,
    Write,
    Transaction,
    TextTransaction,
    ReadOnlyTransaction,
    RetriedTransaction,
    StubbornTransaction,
    Code,
    PreparedText,
    BrokenText,
    WithoutAutocommit,
    BrokenSetting,
    Close,
}
