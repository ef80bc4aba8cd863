using RoutingData.Monitor;
using RoutingData.Monitor.Topology;

namespace RoutingData.Tests.Topology;

/// <summary>Whose position is asked. The marks of a schedule are its moments.</summary>
public sealed class EvidencePlanTests
{
    [Theory]
    // The last answers are of marks 1 and 3.
    [InlineData("", 0, "|")]
    [InlineData("", 1, "a|bc")]
    [InlineData("", 100, "a|bc")]
    // The writer has been asked since, and says something new.
    [InlineData("a=w@0-1-6", 5, "|bc")]
    [InlineData("a=w@0-1-6 b=r@0-1-6", 5, "|c")]
    [InlineData("a=w@0-1-6 b=r@0-1-6 c=r@0-1-6", 5, "|")]
    // It says the same: nobody lacks anything.
    [InlineData("a=w@0-1-5", 5, "|")]
    // One that does not answer is no reader, and a writer that does not is not asked.
    [InlineData("c=t", 100, "a|b")]
    [InlineData("a=t", 100, "|")]
    public void The_writer_if_its_newest_answer_is_too_old_and_readers_that_lack_something(string schedule, long wanted, string plan)
    {
        var fleet = Fleet.Of("abc").See("a=w@0-1-5 b=r@0-1-5 c=r@0-1-5");
        fleet.See(schedule);
        var asked = EvidencePlan.Of(fleet.Now, wanted);
        Assert.Equal(plan, $"{Names(asked.Writers)}|{Names(asked.Readers)}");
    }

    [Theory]
    [InlineData(0, "|")]
    [InlineData(1, "a|")]
    [InlineData(-1, "|")]
    public void The_writer_alone_where_its_position_itself_is_wanted(long position, string plan)
    {
        var asked = EvidencePlan.Of(Fleet.Of("a").See("a=w@0-1-5").Now, wanted: 100, position);
        Assert.Equal(plan, $"{Names(asked.Writers)}|{Names(asked.Readers)}");
    }

    private static string Names(IEnumerable<ServerAddress> servers) => string.Concat(servers.Select(server => server.Hostname));
}
