using FailoverDemo.Histories;

namespace FailoverDemo.Reports;

/// <summary>All results of the demo. Without local servers there is neither a failover nor a switchover.</summary>
internal sealed record DemoReport
{
    /// <summary>The ADO.NET driver and its version.</summary>
    public required string Driver { get; init; }

    /// <summary>The writer's version, as it says it.</summary>
    public required string Server { get; init; }

    /// <summary>How many servers could answer reads during the connect test.</summary>
    public required int Readers { get; init; }

    /// <summary>Who was the writer during the insert test.</summary>
    public required string Writer { get; init; }

    /// <summary>Answers of the connect test by server.</summary>
    public required IReadOnlyDictionary<string, int> Connect { get; init; }

    /// <summary>Rows of the insert test by the server that wrote them.</summary>
    public required IReadOnlyDictionary<string, int> Insert { get; init; }

    public LoadResult? Failover { get; init; }

    public LoadResult? Switchover { get; init; }
}
