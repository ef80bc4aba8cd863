using RoutingData.Monitor;

namespace RoutingData.Dashboard.Tests.Facts;

/// <summary>Values as the router makes them.</summary>
internal static class Made
{
    public static LatencySummary Latency(double milliseconds, long timed = 100) => new()
    {
        Timed = timed,
        Mean = TimeSpan.FromMilliseconds(milliseconds),
        P50 = TimeSpan.FromMilliseconds(milliseconds * 0.8),
        P90 = TimeSpan.FromMilliseconds(milliseconds * 1.6),
        P95 = TimeSpan.FromMilliseconds(milliseconds * 2.2),
        P99 = TimeSpan.FromMilliseconds(milliseconds * 4.1),
        Longest = TimeSpan.FromMilliseconds(milliseconds * 12),
    };

    public static ServerStatistics Server(ServerAddress server, long statements, double milliseconds = 1, int inUse = 0, int most = 0) => new()
    {
        Server = server,
        Statements = statements,
        Latency = Latency(milliseconds, timed: statements / 32),
        Pool = new PoolStatistics { InUse = inUse, Most = most, Connecting = Latency(2), WaitingTime = Latency(0) },
        Probes = [new ProbeRecord(DateTimeOffset.UtcNow, TimeSpan.FromMilliseconds(0.7), ProbeOutcome.Answered, true, 0)],
    };

    public static StatementStatistics Statement(
        string digest, string text, string summary, string reason, long reader = 0, long writer = 0, long session = 0, long kept = 0, long errors = 0, double milliseconds = 1) => new()
    {
        Digest = digest,
        DigestText = text,
        Summary = summary,
        Operation = summary.Split(' ')[0],
        Reason = reason,
        Count = reader + writer + session + kept,
        OnReader = reader,
        OnWriter = writer,
        InSession = session,
        KeptOnWriter = kept,
        Errors = errors,
        RowsAffected = writer,
        Latency = Latency(milliseconds),
    };

    /// <summary>A failover from one server to another, as the router would have told it.</summary>
    public static FailoverRecord Failover(ServerAddress from, ServerAddress to, DateTimeOffset began) => (new FailoverRecord(10, from, began) with
    {
        Kind = FailoverKind.Failover,
        To = to,
    })
        .With(FailoverStep.Suspected, TimeSpan.Zero, from, $"{from} did not answer: Connection reset by peer")
        .With(FailoverStep.Down, TimeSpan.FromMilliseconds(112), from, $"{from} failed 3 probes in a row")
        .With(FailoverStep.NoWriter, TimeSpan.FromMilliseconds(113), from, $"{from} is down: hostgroup 10 has no writer")
        .With(FailoverStep.Promoted, TimeSpan.FromMilliseconds(1043), to, $"{to} is writable and was promoted")
        .With(FailoverStep.FirstWrite, TimeSpan.FromMilliseconds(1061), to, $"{to} has answered the first write");
}
