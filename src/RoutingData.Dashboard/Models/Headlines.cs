using System.Globalization;
using RoutingData.Dashboard.Facts;
using RoutingData.Monitor;

namespace RoutingData.Dashboard.Models;

/// <summary>Says how a fleet is, for a person who was woken up: who writes, since when, what happened, what waits; where a person must act, what to do. Pure.</summary>
internal static class Headlines
{
    // Of servers in trouble: one sentence stays one.
    private const int MostNamed = 3;

    public static Headline Of(SourceFacts facts, RoleHistory roles)
    {
        var parts = new List<HeadlinePart>();
        var level = 0;
        var topology = facts.Topology;
        if (topology.Servers.All(server => server.Health == ServerHealth.Unknown))
        {
            Say("No server has answered yet. ");
            level = 1;
        }
        else if (!topology.Servers.Any(server => server.Health == ServerHealth.Online))
        {
            Say("No server answers. Look at the network and at the servers themselves; the router goes on asking. ");
            level = 2;
        }
        else
        {
            var pairs = topology.Definition.ReplicationHostgroups;
            foreach (var pair in pairs)
            {
                if (pairs.Length > 1) Say($"Hostgroup {pair.WriterHostgroup}: ");
                if (topology.WriterOf(pair.WriterHostgroup)?.Address is { } writer) SayWriter(pair, writer);
                else SayNoWriter(pair);
            }
        }

        SayTroubles();
        Say(facts.Sessions.Waiting switch
        {
            0 => "Nothing waits.",
            1 => "1 statement waits for a server.",
            var count => Invariant($"{count} statements wait for a server."),
        });
        return new Headline(level switch { 0 => "calm", 1 => "watch", _ => "act" }, [.. parts]);

        void Say(string text)
        {
            if (parts is [.., { Text: { } before }]) parts[^1] = new HeadlinePart(before + text, null);
            else parts.Add(new HeadlinePart(text, null));
        }

        void SayTime(DateTimeOffset time) => parts.Add(new HeadlinePart(null, time.ToUnixTimeMilliseconds()));

        void SayWriter(ReplicationHostgroup pair, ServerAddress writer)
        {
            var story = facts.Statistics.Failovers.LastOrDefault(
                record => record.Hostgroup == pair.WriterHostgroup && record.To == writer && record.Kind is FailoverKind.Failover or FailoverKind.Switchover or FailoverKind.Return);
            Say($"{Name(writer)} writes");
            if (story?.At(FailoverStep.Promoted) is { } promoted)
            {
                Say(" since ");
                SayTime(story.Began + promoted);
                var what = story.Kind == FailoverKind.Return ? "it was gone for a while" : $"{Lower(story.Kind)}{(story.From is { } from ? $" from {Name(from)}" : "")}";
                Say($" ({what}{(story.WithoutWriter is { } time ? $": {Time(time)} without a writer" : "")})");
            }
            else if (roles.SinceOf(writer) is { } since)
            {
                Say(" since ");
                SayTime(since);
            }

            Say(". ");
            var readers = topology.MembersOf(pair.ReaderHostgroup).Where(member => member.Address != writer).ToArray();
            if (readers.Length > 0)
            {
                var slowest = readers.Max(reader => facts.BehindOf(reader.Address) ?? TimeSpan.FromSeconds(reader.State.LagSeconds ?? 0));
                Say(readers.Length == 1 ? $"1 reader, {Time(slowest)} behind. " : Invariant($"{readers.Length} readers, the slowest {Time(slowest)} behind. "));
            }
            else if (topology.Servers.Length > 1)
            {
                Say("There is no reader beside it: it answers all reads. ");
                level = Math.Max(level, 1);
            }
        }

        void SayNoWriter(ReplicationHostgroup pair)
        {
            Say("No server writes");
            var open = facts.Statistics.Failovers.LastOrDefault(record => record.Hostgroup == pair.WriterHostgroup && record.To is null);
            if (open is not null)
            {
                Say(" since ");
                SayTime(open.Began + (open.At(FailoverStep.NoWriter) ?? open.At(FailoverStep.Demoted) ?? TimeSpan.Zero));
            }

            Say(open?.From is { } former
                ? $": promote a server (SET GLOBAL read_only = 0), or bring {Name(former)} back. "
                : ": promote a server (SET GLOBAL read_only = 0). ");
            level = 2;
        }

        void SayTroubles()
        {
            var states = topology.Servers.ToLookup(server => ServerStates.Of(topology, server), server => server.Address);
            SayOf(states[ServerStates.Conflict], "is writable beside the writer and gets nothing: set read_only = 1 on one of the two", 2);
            SayOf(states[ServerStates.Down], "is down", 1);
            SayOf(topology.Servers.Where(server => server.RefusesMonitor).Select(server => server.Address), "refuses the monitor's login", 1);
            SayOf(states[ServerStates.Drained], "is drained", 0);
        }

        void SayOf(IEnumerable<ServerAddress> servers, string what, int grave)
        {
            var all = servers.ToArray();
            foreach (var server in all[..Math.Min(all.Length, MostNamed)])
            {
                Say($"{Name(server)} {what}");
                if (grave == 1 && roles.SinceOf(server) is { } since)
                {
                    Say(" since ");
                    SayTime(since);
                }

                Say(". ");
            }

            if (all.Length > MostNamed) Say(Invariant($"The same is true of {all.Length - MostNamed} more. "));
            if (all.Length > 0) level = Math.Max(level, grave);
        }

        string Name(ServerAddress server) => ServerNames.Of(topology, server);
    }

    private static string Lower(FailoverKind kind) => kind == FailoverKind.Failover ? "failover" : "switchover";

    private static string Time(TimeSpan time) => time switch
    {
        { TotalMilliseconds: < 1 } => "0 ms",
        { TotalSeconds: < 1 } => Invariant($"{time.TotalMilliseconds:0} ms"),
        { TotalSeconds: < 120 } => Invariant($"{time.TotalSeconds:0.##} s"),
        _ => Invariant($"{time.TotalMinutes:0} min"),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
