namespace RoutingData.Testing.Groups;

/// <summary>What a server says of its group.</summary>
/// <param name="IsMember">Whether it is a member in good standing: online, or synced.</param>
/// <param name="IsOutside">Whether it is none, and does not become one by itself.</param>
/// <param name="Members">How many members it sees, itself among them.</param>
/// <param name="TakesWrites">Whether it does.</param>
/// <param name="Text">In its own words.</param>
internal sealed record MemberState(bool IsMember, bool IsOutside, int Members, bool TakesWrites, string Text);
