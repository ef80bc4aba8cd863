namespace RoutingData.Counting;

/// <summary>When something happened: for people, and on a clock that is never set.</summary>
/// <param name="Utc">The time of day.</param>
/// <param name="Steady">Since some beginning; only differences mean anything.</param>
internal readonly record struct Moment(DateTimeOffset Utc, TimeSpan Steady)
{
    /// <summary>Returns the present moment by a clock.</summary>
    public static Moment Of(TimeProvider timeProvider) =>
        new(timeProvider.GetUtcNow(), TimeSpan.FromSeconds((double)timeProvider.GetTimestamp() / timeProvider.TimestampFrequency));
}
