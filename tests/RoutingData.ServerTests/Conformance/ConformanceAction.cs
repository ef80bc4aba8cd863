using RoutingData.Monitor;

namespace RoutingData.ServerTests.Conformance;

/// <summary>Something a user of ADO.NET does, to be done on the bare driver and through the router, with the same outcome.</summary>
/// <param name="Name">What is done.</param>
/// <param name="Run">Does it, and returns what is to be compared beside errors, states, events and data.</param>
internal sealed record ConformanceAction(string Name, Func<Stage, Task<object?>> Run)
{
    /// <summary>Something with no asynchronous form.</summary>
    public ConformanceAction(string name, Func<Stage, object?> run)
        : this(name, stage => Task.FromResult(run(stage))) => HasAsyncForm = false;

    /// <summary>Something that returns nothing.</summary>
    public ConformanceAction(string name, Func<Stage, Task> run)
        : this(name, async stage =>
        {
            await run(stage);
            return (object?)null;
        })
    {
    }

    /// <summary>The capability it belongs to.</summary>
    public string Group { get; init; } = "";

    public bool HasAsyncForm { get; init; } = true;

    /// <summary>Why the router is to differ from MySqlConnector here; null when it must not.</summary>
    public string? ReasonOnMySqlConnector { get; private init; }

    /// <summary>Why the router is to differ from MySql.Data here; null when it must not.</summary>
    public string? ReasonOnMySqlData { get; private init; }

    /// <summary>The router is to differ from either driver.</summary>
    public ConformanceAction Differs(string reason) => this with { ReasonOnMySqlConnector = reason, ReasonOnMySqlData = reason };

    /// <summary>The router is to differ from MySqlConnector.</summary>
    public ConformanceAction DiffersOnMySqlConnector(string reason) => this with { ReasonOnMySqlConnector = reason };

    /// <summary>The router is to differ from MySql.Data.</summary>
    public ConformanceAction DiffersOnMySqlData(string reason) => this with { ReasonOnMySqlData = reason };

    /// <summary>The version of MySqlConnector that does as the router does; null while none does.</summary>
    public Version? SameSinceMySqlConnector { get; init; }

    /// <summary>Why it is to differ from the driver that the tests run on.</summary>
    public string? Reason => MySqlDriver.Find() switch
    {
        { Name: "MySql.Data" } => ReasonOnMySqlData,
        var driver when SameSinceMySqlConnector is { } same && driver.Factory.GetType().Assembly.GetName().Version >= same => null,
        _ => ReasonOnMySqlConnector,
    };
}
