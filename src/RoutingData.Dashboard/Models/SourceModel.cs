using RoutingData.Dashboard.Facts;

namespace RoutingData.Dashboard.Models;

/// <summary>What the page says of the data source as a whole.</summary>
/// <param name="Name">Its name in metrics.</param>
/// <param name="Headline">The sentence at the top.</param>
/// <param name="At">When this was read, in milliseconds since 1970.</param>
/// <param name="Since">Since when was counted.</param>
/// <param name="Watched">Since when roles were taken down.</param>
/// <param name="IsOn">Whether statements are counted.</param>
/// <param name="Epoch">Changes of roles and health so far.</param>
/// <param name="Open">Open connections of the application.</param>
/// <param name="Waiting">Statements that wait for a server.</param>
/// <param name="Incidents">What failures came to, since the process began.</param>
/// <param name="Traffic">Where statements run, and why.</param>
/// <param name="Pins">What ran on connections that hold a session's state.</param>
internal sealed record SourceModel(
    string Name, Headline Headline, long At, long Since, long Watched, bool IsOn, long Epoch, int Open, int Waiting, IncidentCounts Incidents,
    TrafficModel[] Traffic, PinModel[] Pins)
{
    public static SourceModel Of(string name, SourceFacts facts, Rates rates, RoleHistory roles, Headline headline) => new(
        name, headline, facts.Statistics.At.ToUnixTimeMilliseconds(), facts.Statistics.Since.ToUnixTimeMilliseconds(), roles.Since.ToUnixTimeMilliseconds(),
        facts.Statistics.IsOn, facts.Topology.Epoch, facts.Sessions.Open, facts.Sessions.Waiting, facts.Incidents,
        Models.Traffic.Of(facts.Statistics, rates), PinModel.Of(facts.Statistics, rates));
}
