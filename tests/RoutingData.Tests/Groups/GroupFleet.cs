using System.Globalization;
using RoutingData.Monitor;
using RoutingData.Monitor.Reports;
using RoutingData.Monitor.Topology;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Groups;

/// <summary>
/// A fleet whose servers are asked for their group. A word of its schedules: <c>a=w/3Abc</c>, a is writable and says that view 3 has the members
/// a, b and c, of whom a is the primary; <c>r</c> for read-only, <c>t</c> for no answer. After a member: <c>?</c> not heard, <c>*</c> recovering,
/// <c>!</c> failed. <c>/-</c> in no group, <c>/x</c> it may not be seen, none: not asked. <c>/9.3Abc</c> a group made at moment 9, else at 1.
/// </summary>
internal static class GroupFleet
{
    public static Fleet Of(string names, int maxLag = 0, ReadOnlyCheck check = ReadOnlyCheck.GroupReplication) => new(Definition(names, maxLag, check));

    public static TopologyDefinition Definition(string names, int maxLag = 0, ReadOnlyCheck check = ReadOnlyCheck.GroupReplication) => new()
    {
        Servers = [.. names.Select(name => new ServerDefinition(20, Fleet.Address(name)) { MaxReplicationLag = maxLag })],
        ReplicationHostgroups = [new ReplicationHostgroup(10, 20, check)],
    };

    public static Fleet Hear(this Fleet fleet, string schedule)
    {
        foreach (var word in schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries)) fleet.See(Fleet.Address(word[0]), Result(word));
        return fleet;
    }

    /// <summary>Plays a story of lines <c>schedule =&gt; roles</c> and checks the roles after each.</summary>
    public static void Play(this Fleet fleet, string[] story)
    {
        foreach (var line in story)
        {
            var schedule = line[..line.IndexOf("=>", StringComparison.Ordinal)].Trim();
            fleet.Hear(schedule);
            Assert.Equal(line, $"{schedule} => {fleet.Roles}");
        }
    }

    public static ProbeResult Result(string word) => word[2] == 't'
        ? new ProbeFailure(ProbeFailureKind.Timeout, new TimeoutException("no answer within 800 ms"))
        : ProbeWord.Report(word[0], readOnly: word[2] == 'r') with { Group = Membership(word[3..]) };

    /// <summary>What a server says of its group, by the part of a word from its slash on.</summary>
    public static GroupMembership? Membership(string text)
    {
        if (text.Length == 0) return null;
        if (text == "/x") return GroupMembership.Hidden;
        if (text == "/-") return new GroupMembership(null, []);
        var at = text.IndexOfAny([.. "abcdeABCDE"]);
        var id = text[1..at].Split('.');
        return new GroupMembership(
            new GroupViewId(id.Length == 1 ? 1 : ulong.Parse(id[0], CultureInfo.InvariantCulture), ulong.Parse(id[^1], CultureInfo.InvariantCulture)),
            [
                .. from i in Enumerable.Range(at, text.Length - at)
                   where char.IsLetter(text[i])
                   select new GroupMember(
                       ProbeWord.Identity(char.ToLowerInvariant(text[i])), State(i + 1 < text.Length ? text[i + 1] : ' '), char.IsUpper(text[i]))
            ]);
    }

    private static GroupMemberState State(char mark) => mark switch
    {
        '?' => GroupMemberState.Unreachable,
        '*' => GroupMemberState.Recovering,
        '!' => GroupMemberState.Away,
        _ => GroupMemberState.Online,
    };
}
