using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>What one server knows of its replication group.</summary>
/// <param name="Server">Its server_id.</param>
internal sealed record SimulatedMember(int Server)
{
    /// <summary>Whether its process runs and goes on.</summary>
    public bool IsAwake { get; init; } = true;

    /// <summary>How often its process had begun when it was looked at last.</summary>
    public int Starts { get; init; }

    /// <summary>The part of the members' network that it is in.</summary>
    public int Side { get; init; }

    /// <summary>The last view that it has been told; null outside any group.</summary>
    public MembershipView? View { get; init; }

    /// <summary>Whether it knows that it was expelled, or has given up waiting for a majority.</summary>
    public bool HasFailed { get; init; }

    /// <summary>Since when it has not heard other members of its view.</summary>
    public ImmutableDictionary<int, TimeSpan> Silent { get; init; } = ImmutableDictionary<int, TimeSpan>.Empty;

    /// <summary>When it finds out that it has been expelled; null while it has no occasion to.</summary>
    public TimeSpan? LearnsAt { get; init; }

    /// <summary>When it has fetched what it lacks.</summary>
    public TimeSpan? RecoveredAt { get; init; }

    /// <summary>Whether it believes that it is in a group.</summary>
    public bool Takes => View is not null && !HasFailed;

    public bool IsPrimary => Takes && View!.Primary == Server;

    /// <summary>Whether it hears enough members for something to be agreed on.</summary>
    public bool HasMajority => Takes && View!.IsMajority(View.Members.Length - Silent.Count);

    /// <summary>Returns the server outside any group.</summary>
    public SimulatedMember Outside() => new(Server) { IsAwake = IsAwake, Starts = Starts, Side = Side };

    /// <summary>Returns it after it has learnt that a view is without it, or that there will be none with it: it names that view, with itself alone.</summary>
    public SimulatedMember Failed(MembershipView last) => Outside() with { View = last with { Members = [Server], Recovering = [] }, HasFailed = true };

    /// <summary>What it says of a member of its view (<c>member_state</c>).</summary>
    public string StateOf(int member, TimeSpan now) =>
        HasFailed ? "ERROR"
        : Silent.TryGetValue(member, out var since) && now >= since + GroupTimes.Suspects ? "UNREACHABLE"
        : View!.Recovering.Contains(member) ? "RECOVERING"
        : "ONLINE";

    /// <summary>Whether by its own word it is online, and sees most of its group.</summary>
    public bool SaysItIsWell(TimeSpan now) => Takes && StateOf(Server, now) == "ONLINE" &&
        View!.IsMajority(View.Members.Count(member => StateOf(member, now) != "UNREACHABLE"));
}
