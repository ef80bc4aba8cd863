using RoutingData.Testing;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>A name in the router's list of servers that leads to servers which stand in it by their own names too.</summary>
/// <param name="Name">The name.</param>
/// <param name="LeadsTo">The servers: one, or several in turn.</param>
/// <param name="FollowsWriter">Whether it is led to each server that is promoted, as a fleet's endpoint is.</param>
internal sealed record Alias(string Name, IReadOnlyList<string> LeadsTo, bool FollowsWriter)
{
    public static Alias Random(Random random) => random.Next(4) switch
    {
        0 => new Alias("service", ["db001"], FollowsWriter: false),
        1 => new Alias("endpoint", ["db001"], FollowsWriter: true),
        2 => new Alias("other", ["db002"], FollowsWriter: false),
        _ => new Alias("readers", ["db002", "db003"], FollowsWriter: false),
    };

    /// <summary>A schedule with what becomes of the name.</summary>
    public FaultSchedule In(FaultSchedule schedule, Random random)
    {
        if (!FollowsWriter) return schedule;
        var moves = schedule.Faults.Where(fault => fault.Kind == SimulatedFaultKind.Promote).Select(promotion =>
            new SimulatedFault(promotion.At + TimeSpan.FromMilliseconds(random.Next(1000)), SimulatedFaultKind.PointName, Name)
            {
                What = promotion.Server,
            });
        return new FaultSchedule([.. schedule.Faults.Concat(moves).OrderBy(fault => fault.At)]);
    }

    public override string ToString() => $"{Name} leads to {string.Join(", ", LeadsTo)}";
}
