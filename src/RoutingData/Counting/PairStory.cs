using RoutingData.Monitor;

namespace RoutingData.Counting;

/// <summary>What one pair's writing goes through. Pure: a story and what happens make the next story, and a record when one is over.</summary>
/// <param name="Hostgroup">The pair's writer hostgroup.</param>
internal sealed record PairStory(int Hostgroup)
{
    // A fleet that is suspect and well again all day does not make a record grow without end.
    private const int MostPhases = 64;

    /// <summary>The writer; the last one, while there is none.</summary>
    public ServerAddress? Writer { get; init; }

    /// <summary>What is not over.</summary>
    public FailoverRecord? Open { get; init; }

    private TimeSpan Began { get; init; }

    /// <summary>Whether the first write of a new writer is awaited.</summary>
    public bool AwaitsWrite => Open?.To is not null;

    /// <summary>Returns the story after a change of the topology.</summary>
    /// <param name="change">The change.</param>
    /// <param name="now">When it was seen.</param>
    public (PairStory Next, FailoverRecord? Over) After(TopologyEvent change, Moment now) => change.Kind switch
    {
        TopologyEventKind.WriterElected when change.Hostgroup == Hostgroup => Elected(change, now),
        TopologyEventKind.WriterLost when change.Hostgroup == Hostgroup => Note(FailoverStep.NoWriter, change, now),
        TopologyEventKind.WriterDemoted when change.Hostgroup == Hostgroup => Note(FailoverStep.Demoted, change, now),
        TopologyEventKind.Suspected when change.Server == Writer => Note(FailoverStep.Suspected, change, now),
        TopologyEventKind.Shunned when change.Server == Writer => Note(FailoverStep.Down, change, now),
        TopologyEventKind.Drained when change.Server == Writer => Note(FailoverStep.Drained, change, now),
        TopologyEventKind.Recovered or TopologyEventKind.Restored when change.Server == Writer => Recovered(change, now),
        _ => (this, null),
    };

    /// <summary>Returns the story after a server has answered a write.</summary>
    public (PairStory Next, FailoverRecord? Over) AfterWrite(ServerAddress server, Moment now) => Open is { To: { } writer } open && writer == server
        ? (this with { Open = null }, open.With(FailoverStep.FirstWrite, now.Steady - Began, server, $"{server} has answered the first write"))
        : (this, null);

    private (PairStory Next, FailoverRecord? Over) Elected(TopologyEvent change, Moment now)
    {
        // The first one of all is no failover.
        if (Writer is not { } former) return (this with { Writer = change.Server }, null);
        var (begun, over) = AwaitsWrite ? (this with { Open = null }, Open) : (this, null);
        var next = begun.Add(FailoverStep.Promoted, change, now);
        var kind = change.Server == former ? FailoverKind.Return : HasFailed(next.Open!) ? FailoverKind.Failover : FailoverKind.Switchover;
        return (next with { Writer = change.Server, Open = next.Open! with { To = change.Server, Kind = kind } }, over);
    }

    // What comes while the first write of a new writer is awaited is another story.
    private (PairStory Next, FailoverRecord? Over) Note(FailoverStep step, TopologyEvent change, Moment now) =>
        AwaitsWrite ? ((this with { Open = null }).Add(step, change, now), Open) : (Add(step, change, now), null);

    private (PairStory Next, FailoverRecord? Over) Recovered(TopologyEvent change, Moment now)
    {
        if (Open is null || AwaitsWrite) return (this, null);
        var next = Add(FailoverStep.Recovered, change, now);
        return next.Open!.Has(FailoverStep.NoWriter) || next.Open.Has(FailoverStep.Demoted)
            ? (next, null)
            : (next with { Open = null }, next.Open with { Kind = FailoverKind.Alarm });
    }

    private PairStory Add(FailoverStep step, TopologyEvent change, Moment now)
    {
        var begun = Open is null ? this with { Began = now.Steady, Open = new FailoverRecord(Hostgroup, Writer, now.Utc) } : this;
        return begun.Open!.Phases.Length >= MostPhases && step != FailoverStep.Promoted
            ? begun
            : begun with { Open = begun.Open.With(step, now.Steady - begun.Began, change.Server, change.Reason) };
    }

    private static bool HasFailed(FailoverRecord record) => record.Has(FailoverStep.Suspected) || record.Has(FailoverStep.Down) || record.Has(FailoverStep.NoWriter);
}
