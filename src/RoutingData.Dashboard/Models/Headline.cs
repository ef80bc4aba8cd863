namespace RoutingData.Dashboard.Models;

/// <summary>How the fleet is, in words.</summary>
/// <param name="Level">calm; watch, where something is not as it should be; act, where a person has to do something.</param>
/// <param name="Parts">The sentences.</param>
internal sealed record Headline(string Level, HeadlinePart[] Parts)
{
    public static Headline Nothing { get; } = new("watch", [new HeadlinePart("Nothing is known yet.", null)]);
}
