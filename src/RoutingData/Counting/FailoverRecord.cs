using System.Collections.Immutable;
using RoutingData.Monitor;

namespace RoutingData;

/// <summary>The story of one interruption of writing in one pair, as the router saw it.</summary>
public sealed record FailoverRecord
{
    internal FailoverRecord(int hostgroup, ServerAddress? from, DateTimeOffset began) => (Hostgroup, From, Began) = (hostgroup, from, began);

    /// <summary>The pair's writer hostgroup.</summary>
    public int Hostgroup { get; init; }

    /// <summary>What it turned out to be.</summary>
    public FailoverKind Kind { get; init; }

    /// <summary>The writer when it began; null where none was known.</summary>
    public ServerAddress? From { get; init; }

    /// <summary>The writer in its place; null while there is none.</summary>
    public ServerAddress? To { get; init; }

    /// <summary>When its first step was seen.</summary>
    public DateTimeOffset Began { get; init; }

    /// <summary>What happened, in order; the first one is at zero.</summary>
    public ImmutableArray<FailoverPhase> Phases { get; init; } = [];

    /// <summary>From the first step to the last.</summary>
    public TimeSpan Duration => Phases.IsEmpty ? TimeSpan.Zero : Phases[^1].After;

    /// <summary>How long writes had no server to go to: from the loss, demotion or drain of the writer (where it was replaced before it was lost, from the
    /// first sign) to the next promotion. Null while there is none, and when no role changed.</summary>
    public TimeSpan? WithoutWriter =>
        At(FailoverStep.Promoted) is { } promoted ? promoted - (FirstOf(step => step is FailoverStep.NoWriter or FailoverStep.Demoted or FailoverStep.Drained) ?? TimeSpan.Zero) : null;

    /// <summary>When a step came, after the first; null when it did not.</summary>
    /// <param name="step">The step.</param>
    public TimeSpan? At(FailoverStep step) => FirstOf(each => each == step);

    internal FailoverRecord With(FailoverStep step, TimeSpan after, ServerAddress server, string reason) =>
        this with { Phases = Phases.Add(new FailoverPhase(step, after, server, reason)) };

    internal bool Has(FailoverStep step) => At(step) is not null;

    private TimeSpan? FirstOf(Func<FailoverStep, bool> isMeant) => Phases.FirstOrDefault(phase => isMeant(phase.Step))?.After;
}
