using RoutingData.Monitor;

namespace RoutingData.Dashboard.Models;

/// <summary>An interruption of writing.</summary>
/// <param name="Kind">What it turned out to be.</param>
/// <param name="Hostgroup">The pair's writer hostgroup.</param>
/// <param name="From">The writer before.</param>
/// <param name="To">The writer after.</param>
/// <param name="Began">Milliseconds since 1970.</param>
/// <param name="Took">Milliseconds from the first step to the last.</param>
/// <param name="WithoutWriter">Milliseconds in which writes had no server to go to.</param>
/// <param name="Phases">What happened, in order.</param>
internal sealed record StoryModel(
    string Kind, int Hostgroup, string? From, string? To, double Began, double Took, double? WithoutWriter, PhaseModel[] Phases)
{
    public static string KeyOf(FailoverRecord record) => $"{record.Hostgroup}-{record.Began.UtcTicks}";

    public static StoryModel Of(TopologySnapshot topology, FailoverRecord record) => new(
        $"{record.Kind}", record.Hostgroup,
        record.From is { } from ? ServerNames.Of(topology, from) : null, record.To is { } to ? ServerNames.Of(topology, to) : null,
        (record.Began - DateTimeOffset.UnixEpoch).TotalMilliseconds, Math.Round(record.Duration.TotalMilliseconds, 1),
        record.WithoutWriter is { } time ? Math.Round(time.TotalMilliseconds, 1) : null,
        [
            .. record.Phases.Select(phase => new PhaseModel(
                $"{phase.Step}", Math.Round(phase.After.TotalMilliseconds, 1), ServerNames.Of(topology, phase.Server), phase.Reason)),
        ]);
}
