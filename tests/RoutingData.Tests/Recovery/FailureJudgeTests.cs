using RoutingData.Recovery;

namespace RoutingData.Tests.Recovery;

/// <summary>The whole truth table: fourteen facts, with and without a retry left.</summary>
public sealed class FailureJudgeTests
{
    private static readonly FailureFacts[] Table = [.. Enumerable.Range(0, 1 << 15).Select(Facts)];

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Requirement", "D08")]
    public void A_write_whose_connection_was_lost_is_never_sent_again() => ForAll(
        facts => facts is { ConnectionLost: true, IsRepeatable: false, CameTooLate: false },
        verdict => verdict is not (FailureVerdict.RunElsewhere or FailureVerdict.RunOnWriter or FailureVerdict.ConfirmReadOnly));

    [Fact]
    [Trait("Requirement", "D07")]
    public void A_lost_write_outside_a_transaction_and_a_lost_commit_have_an_unknown_outcome()
    {
        ForAll(
            facts => facts is
            {
                ConnectionLost: true, IsCancelled: false, IsRepeatable: false, InTransaction: false, AsksForState: false, CameTooLate: false,
                IsMarked: false,
            },
            verdict => verdict == FailureVerdict.OutcomeUnknown);
        ForAll(
            facts => facts is { ConnectionLost: true, IsCancelled: false, MayHaveCommitted: true },
            verdict => verdict == FailureVerdict.OutcomeUnknown);
    }

    [Fact]
    [Trait("Requirement", "D08")]
    public void A_marker_is_asked_for_exactly_if_its_statement_was_sent_and_no_answer_came() => IfAndOnlyIf(
        FailureVerdict.ResolveOutcome,
        facts => facts is { ConnectionLost: true, IsCancelled: false, IsMarked: true, CameTooLate: false });

    [Fact]
    [Trait("Requirement", "D07")]
    [Trait("Fault", "A1")]
    public void Only_a_transaction_of_which_nothing_can_be_committed_is_said_to_be_rolled_back() => IfAndOnlyIf(
        FailureVerdict.RolledBack,
        facts => facts is { ConnectionLost: true, IsCancelled: false, InTransaction: true, GoesDown: true, MayHaveCommitted: false });

    [Fact]
    [Trait("Requirement", "D50")]
    public void A_lost_read_runs_elsewhere_exactly_if_nothing_binds_it_and_time_and_retries_are_left() => IfAndOnlyIf(
        FailureVerdict.RunElsewhere,
        facts => facts is
        {
            ConnectionLost: true, IsRepeatable: true, IsCancelled: false, IsOverdue: false,
            InTransaction: false, IsPinned: false, AsksForState: false, QueryRetriesLeft: > 0, CameTooLate: false,
        });

    [Fact]
    [Trait("Fault", "R11")]
    public void What_came_after_its_connection_was_closed_runs_again_exactly_if_nothing_binds_it_and_time_is_left() => IfAndOnlyIf(
        FailureVerdict.RunAgain,
        facts => facts is
        {
            CameTooLate: true, IsCancelled: false, IsOverdue: false, InTransaction: false, IsPinned: false, AsksForState: false,
        });

    [Fact]
    [Trait("Fault", "R11")]
    public void What_came_too_late_has_a_known_outcome() => ForAll(
        facts => facts is { CameTooLate: true, MayHaveCommitted: false }, verdict => verdict != FailureVerdict.OutcomeUnknown);

    [Fact]
    [Trait("Requirement", "D31")]
    public void A_refusal_is_put_to_the_monitor_exactly_if_it_proves_that_nothing_ran_and_nothing_is_lost_by_moving() => IfAndOnlyIf(
        FailureVerdict.ConfirmReadOnly,
        facts => facts is
        {
            ConnectionLost: false, RefusedAsReadOnly: true, RefusedMeansNotExecuted: true, IsCancelled: false, IsOverdue: false,
            InTransaction: false, IsPinned: false, RanOnReader: false,
        });

    [Fact]
    [Trait("Requirement", "D18")]
    public void What_a_reader_refused_goes_to_the_writer_exactly_if_nothing_binds_it() => IfAndOnlyIf(
        FailureVerdict.RunOnWriter,
        facts => facts is
        {
            ConnectionLost: false, RefusedAsReadOnly: true, RanOnReader: true, IsCancelled: false, InTransaction: false, IsPinned: false,
        });

    [Fact]
    [Trait("Requirement", "D32")]
    public void What_the_server_says_reaches_the_caller_as_it_is() => ForAll(
        facts => facts is { ConnectionLost: false },
        verdict => verdict is FailureVerdict.Rethrow or FailureVerdict.RunOnWriter or FailureVerdict.ConfirmReadOnly);

    [Fact]
    [Trait("Requirement", "D11")]
    public void State_that_went_down_with_its_connection_is_never_passed_over_in_silence() => ForAll(
        facts => facts is { ConnectionLost: true, IsCancelled: false } && (facts.InTransaction || facts.IsPinned || facts.AsksForState),
        verdict => verdict is FailureVerdict.StateLost or FailureVerdict.RolledBack or FailureVerdict.OutcomeUnknown);

    private static void ForAll(Func<FailureFacts, bool> when, Func<FailureVerdict, bool> then)
    {
        var cases = Table.Where(when).ToArray();
        Assert.NotEmpty(cases);
        Assert.All(cases, facts => Assert.True(then(FailureJudge.Judge(facts)), $"{FailureJudge.Judge(facts)} for {facts}"));
    }

    private static void OnlyIf(FailureVerdict verdict, Func<FailureFacts, bool> when)
    {
        var cases = Table.Where(facts => FailureJudge.Judge(facts) == verdict).ToArray();
        Assert.NotEmpty(cases);
        Assert.All(cases, facts => Assert.True(when(facts), facts.ToString()));
    }

    private static void IfAndOnlyIf(FailureVerdict verdict, Func<FailureFacts, bool> when)
    {
        OnlyIf(verdict, when);
        ForAll(when, given => given == verdict);
    }

    private static FailureFacts Facts(int bits) => new()
    {
        IsCancelled = (bits & 1) != 0,
        IsOverdue = (bits & 2) != 0,
        ConnectionLost = (bits & 4) != 0,
        RefusedAsReadOnly = (bits & 8) != 0,
        IsRepeatable = (bits & 16) != 0,
        AsksForState = (bits & 32) != 0,
        RefusedMeansNotExecuted = (bits & 64) != 0,
        InTransaction = (bits & 128) != 0,
        // Of a transaction either all goes down or part of it may be committed, or neither is known.
        GoesDown = (bits & (128 | 256 | 8192)) == (128 | 256),
        MayHaveCommitted = (bits & (128 | 8192)) == (128 | 8192),
        IsPinned = (bits & 512) != 0,
        RanOnReader = (bits & 1024) != 0,
        QueryRetriesLeft = (bits & 2048) != 0 ? 1 : 0,
        // Only of a lost connection, and of one statement, can it be known.
        CameTooLate = (bits & 4096) != 0 && (bits & 4) != 0 && (bits & 64) != 0,
        // Only one statement that no transaction and no session binds goes with a marker.
        IsMarked = (bits & 16384) != 0 && (bits & (128 | 512 | 32 | 16)) == 0,
    };
}
