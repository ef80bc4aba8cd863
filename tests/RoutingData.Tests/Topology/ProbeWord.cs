using System.Globalization;
using System.Text.RegularExpressions;
using RoutingData.Monitor;
using RoutingData.Monitor.Gtids;
using RoutingData.Monitor.Reports;

namespace RoutingData.Tests.Topology;

/// <summary>
/// One word of a schedule. <c>a&gt;</c>: a probe of a sets out. <c>a=w</c> it is writable, <c>a=r</c> read-only, <c>a=t</c> timeout,
/// <c>a=l</c> connection lost, <c>a=x</c> refused. After the letter: <c>&lt;b</c> it replicates from b, <c>~7</c> seconds behind,
/// <c>~?</c> lag unknown, <c>~7!</c> 7 seconds but a thread stands still, <c>@0-1-15</c> its GTIDs, <c>#z</c> it says it is z,
/// <c>+a</c> the monitor's lock of a was found there, <c>-a</c> it was not, <c>^</c> it is the first answer on its connection.
/// </summary>
internal sealed partial record ProbeWord(ServerAddress Server, ProbeResult? Result)
{
    public static IEnumerable<ProbeWord> Parse(string schedule) =>
        schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(ParseOne);

    private static ProbeWord ParseOne(string word)
    {
        var match = Pattern().Match(word);
        if (!match.Success) throw new FormatException($"'{word}' is no word of a schedule.");
        var name = match.Groups["server"].Value[0];
        ProbeResult? result = match.Groups["answer"].Value switch
        {
            "" => null,
            "t" => new ProbeFailure(ProbeFailureKind.Timeout, new TimeoutException("no answer within 800 ms")),
            "l" => new ProbeFailure(ProbeFailureKind.Lost, new IOException("connection refused")),
            "x" => new ProbeFailure(ProbeFailureKind.Refused, new InvalidOperationException("too many connections")),
            var answer => Report(name, answer == "r", match),
        };
        return new ProbeWord(Fleet.Address(name), result);
    }

    public static ServerReport Report(char name, bool readOnly, string gtid = "", ReplicationReport? replication = null, ServerFlavor flavor = ServerFlavor.MariaDb) => new()
    {
        ReadOnly = readOnly,
        SuperReadOnly = false,
        InnodbReadOnly = false,
        Identity = Identity(name),
        Version = "10.11.6-MariaDB",
        Flavor = flavor,
        Executed = new GtidPosition(gtid, flavor),
        Replication = replication,
    };

    public static ReplicationReport From(char source, long? lag = 0, bool running = true) =>
        new(source.ToString(), 3306, Identity(source), running, lag);

    public static string Identity(char name) => (name - 'a' + 1).ToString(CultureInfo.InvariantCulture);

    private static ServerReport Report(char name, bool readOnly, Match match)
    {
        var lag = match.Groups["lag"].Value switch
        {
            "" => 0,
            "?" => (long?)null,
            var seconds => long.Parse(seconds, CultureInfo.InvariantCulture),
        };
        var replication = match.Groups["source"] is { Success: true } source
            ? From(source.Value[0], lag, running: lag is not null && !match.Groups["still"].Success)
            : null;
        var self = match.Groups["identity"] is { Success: true } other ? other.Value[0] : name;
        return Report(self, readOnly, match.Groups["gtid"].Value, replication) with
        {
            IsFirst = match.Groups["first"].Success,
            Lock = match.Groups["lock"] is { Success: true } sighting
                ? new LockSighting(Fleet.Address(sighting.Value[1]), Found: sighting.Value[0] == '+')
                : null,
        };
    }

    [GeneratedRegex(
        @"^(?<server>[a-z])(>|=(?<answer>[wrtlx])(<(?<source>[a-z])(~(?<lag>\?|\d+)(?<still>!)?)?)?(@(?<gtid>[^\s#+^]+))?(#(?<identity>[a-z]))?(?<lock>[+-][a-z])?(?<first>\^)?)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
