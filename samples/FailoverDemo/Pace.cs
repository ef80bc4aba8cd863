namespace FailoverDemo;

/// <summary>How many statements the tests run, and for how long.</summary>
internal sealed record Pace
{
    /// <summary>Reads of the connect test: enough that chance leaves no server out.</summary>
    public int Connects { get; } = 60;

    /// <summary>Inserts of the insert test.</summary>
    public int Inserts { get; } = 30;

    public required int Writers { get; init; }

    public required int Readers { get; init; }

    /// <summary>How long every worker rests between two statements.</summary>
    public TimeSpan Rest { get; } = TimeSpan.FromMilliseconds(2);

    /// <summary>How long the load runs before and after each change.</summary>
    public required TimeSpan Calm { get; init; }

    /// <summary>Time between the writer's death and the promotion.</summary>
    public required TimeSpan PromoteAfter { get; init; }

    public static Pace Of(DemoOptions options) => new()
    {
        Writers = options.Writers,
        Readers = options.Readers,
        Calm = TimeSpan.FromSeconds(options.Fast ? 1 : 4),
        PromoteAfter = options.PromoteAfter,
    };
}
