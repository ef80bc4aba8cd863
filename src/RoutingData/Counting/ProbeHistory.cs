using System.Collections.Immutable;
using RoutingData.Monitor.Reports;

namespace RoutingData.Counting;

/// <summary>The latest probes of one server. Adding one allocates nothing.</summary>
internal sealed class ProbeHistory
{
    /// <summary>How many are kept.</summary>
    public const int Most = 120;

    private readonly Lock _gate = new();
    private readonly ProbeRecord[] _ring = new ProbeRecord[Most];
    private long _count;

    /// <summary>The latest, the last one last.</summary>
    public ImmutableArray<ProbeRecord> Records
    {
        get
        {
            lock (_gate)
            {
                var kept = (int)Math.Min(_count, Most);
                var records = ImmutableArray.CreateBuilder<ProbeRecord>(kept);
                for (var at = _count - kept; at < _count; at++) records.Add(_ring[at % Most]);
                return records.MoveToImmutable();
            }
        }
    }

    /// <summary>Notes that a probe came back.</summary>
    /// <param name="result">What it brought.</param>
    /// <param name="at">When.</param>
    /// <param name="took">How long it took.</param>
    public void Add(ProbeResult result, DateTimeOffset at, TimeSpan took)
    {
        var record = result switch
        {
            ServerReport report => new ProbeRecord(
                at, took, ProbeOutcome.Answered, report.ReadOnly || report.InnodbReadOnly, report.Replication is { Running: true } replication ? replication.LagSeconds : null,
                report.IsFirst),
            ProbeFailure failure => new ProbeRecord(at, took, OutcomeOf(failure.Kind), null, null),
            _ => default,
        };
        lock (_gate) _ring[_count++ % Most] = record;
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        lock (_gate) _count = 0;
    }

    private static ProbeOutcome OutcomeOf(ProbeFailureKind kind) => kind switch
    {
        ProbeFailureKind.Refused or ProbeFailureKind.NotPrepared => ProbeOutcome.Refused,
        ProbeFailureKind.Lost => ProbeOutcome.Lost,
        _ => ProbeOutcome.TimedOut,
    };
}
