namespace RoutingData.SimulationTests.Schedules;

/// <summary>Tells a run in the order in which things happened.</summary>
internal static class Narration
{
    public static IEnumerable<string> Of(RunHistory history)
    {
        var beliefs = history.Beliefs.GroupBy(belief => belief.EventsBefore).ToDictionary(group => group.Key);
        var calls = history.Calls.Where(call => call.EndedAt is not null).GroupBy(call => call.EventsAfter).ToDictionary(group => group.Key);
        for (var i = 0; i <= history.Events.Count; i++)
        {
            foreach (var belief in beliefs.TryGetValue(i, out var changes) ? changes : Enumerable.Empty<Belief>())
                yield return FormattableString.Invariant($"{belief.At.TotalSeconds,8:0.000000} s router: {belief.Change.Reason}");
            foreach (var call in calls.TryGetValue(i, out var ended) ? ended : Enumerable.Empty<Call>()) yield return $"           {call}";
            if (i < history.Events.Count && !history.Events[i].IsUnpooled) yield return history.Events[i].ToString();
        }
    }
}
