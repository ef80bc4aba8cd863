using RoutingData.Monitor;
using RoutingData.Testing;
using RoutingData.Testing.Simulation;

namespace RoutingData.SimulationTests.Schedules;

/// <summary>All that is known of a run when it is over: values only, for the invariants to look at.</summary>
internal sealed record RunHistory
{
    /// <summary>What happened in the cluster, in order.</summary>
    public required IReadOnlyList<SimulatedEvent> Events { get; init; }

    /// <summary>The servers' own names.</summary>
    public required IReadOnlyList<string> Servers { get; init; }

    /// <summary>What the application called.</summary>
    public required IReadOnlyList<Call> Calls { get; init; }

    /// <summary>What the router believed, in order.</summary>
    public required IReadOnlyList<Belief> Beliefs { get; init; }

    /// <summary>The options that were in force, in order; the first ones are those that the router was made with.</summary>
    public required IReadOnlyList<Reload> Reloads { get; init; }

    /// <summary>When fences were called.</summary>
    public required IReadOnlyList<FenceCall> Fences { get; init; }

    /// <summary>How long there was no writer in the end, where that was so.</summary>
    public static TimeSpan Night { get; } = TimeSpan.FromMinutes(1);

    /// <summary>When that was over; null where it was not so.</summary>
    public required TimeSpan? EndOfNight { get; init; }

    /// <summary>How many events there were when the data source was disposed of.</summary>
    public required int EventsOfRouter { get; init; }

    /// <summary>What servers did not go through unharmed, in order.</summary>
    public IReadOnlyList<(int Event, SimulatedEvent What)> Harms => _harms ??= Invariants.Harm.In(Events);

    private IReadOnlyList<(int Event, SimulatedEvent What)>? _harms;

    /// <summary>Whether what waits on a connection could be ended by its socket; without, a command is its driver's until that lets go of
    /// it.</summary>
    public required bool HasSocketCut { get; init; }

    /// <summary>Whether late reads were sent to a second reader: the connection of the one that loses is ended.</summary>
    public required bool HasQuickReads { get; init; }

    /// <summary>What the final writer has.</summary>
    public required IReadOnlyList<LoggedTransaction> Survived { get; init; }

    /// <summary>What the router was told about waiting and repeating.</summary>
    public required FailoverOptions Failover { get; init; }

    /// <summary>What the router was told about probes.</summary>
    public required MonitorOptions Monitor { get; init; }

    /// <summary>How long a statement waits for a server.</summary>
    public TimeSpan WaitForServer => TimeSpan.FromMilliseconds(Failover.WriterWaitTimeoutMs);

    /// <summary>How long a call may take.</summary>
    public required TimeSpan Patience { get; init; }

    /// <summary>Connections that were still rented when all sessions were closed.</summary>
    public required int RentedAtEnd { get; init; }

    /// <summary>Connections that were still open when the data source was disposed of.</summary>
    public required int OpenAtEnd { get; init; }

    /// <summary>What was wrong with the router's topology some time after the last fault; null when nothing was.</summary>
    public required string? Unsettled { get; init; }

    /// <summary>What the sessions of a peaceful end got; null when they got what they wanted.</summary>
    public required string? AfterPeace { get; init; }

    /// <summary>What happened while a call was under way, whosoever it was.</summary>
    public IEnumerable<SimulatedEvent> EventsOf(Call call) => Events.Take(call.EventsBefore..call.EventsAfter);

    /// <summary>How the servers' replication group was at an event; null where there is none.</summary>
    public GroupPicture? PictureAt(int anEvent) => Pictures.LastOrDefault(picture => picture.Event <= anEvent).Picture;

    /// <summary>How the group was from each event on.</summary>
    public IReadOnlyList<(int Event, GroupPicture Picture)> Pictures =>
        _pictures ??= [.. Events.Index().Where(happened => happened.Item.Group is not null).Select(happened => (happened.Index, happened.Item.Group!))];

    private IReadOnlyList<(int Event, GroupPicture Picture)>? _pictures;

    /// <summary>Whether the options in force at an event ask for the servers' group.</summary>
    public bool AsksForGroupAt(int anEvent) => Reloads.Last(reload => reload.EventsBefore <= anEvent).AsksForGroup;

    /// <summary>The writer the router believed in when an event happened; null when in none.</summary>
    public string? WriterAt(int anEvent)
    {
        var (low, high) = (0, Beliefs.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Beliefs[middle].EventsBefore <= anEvent) low = middle + 1;
            else high = middle;
        }

        return low == 0 ? null : Beliefs[low - 1].Writer;
    }
}

/// <summary>A change of what the router believes.</summary>
/// <param name="EventsBefore">How many events there were in the cluster before it.</param>
/// <param name="At">When.</param>
/// <param name="Change">The monitor's word.</param>
/// <param name="Server">The own name of the server that it is about; a name that leads to several as it is.</param>
/// <param name="Writer">The writer from then on.</param>
/// <param name="Failures">How many probes in a row the server that it is about has failed.</param>
/// <param name="IsFollowed">Whether another server that answers has it for its source.</param>
internal sealed record Belief(int EventsBefore, TimeSpan At, TopologyEvent Change, string Server, string? Writer, int Failures, bool IsFollowed);
