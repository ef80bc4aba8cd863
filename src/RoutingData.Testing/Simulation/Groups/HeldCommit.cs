namespace RoutingData.Testing.Simulation;

/// <summary>A statement that commits, on a primary that has no majority: it waits for one, or for the end of the time that the primary waits.</summary>
/// <param name="Server">The primary.</param>
/// <param name="WasSent">Whether what it commits has reached the other members all the same: they may commit it.</param>
/// <param name="Run">Runs the statement.</param>
/// <param name="Tell">Tells the client what came of it.</param>
internal sealed record HeldCommit(SimulatedServer Server, bool WasSent, Func<List<StatementResult>> Run, Action<List<StatementResult>> Tell)
{
    private readonly int _starts = Server.Starts;

    /// <summary>Whether the process that it waits in still runs.</summary>
    public bool IsThere => Server.IsRunning && Server.Starts == _starts;

    /// <summary>What came of it, which the client has not been told yet.</summary>
    public List<StatementResult>? Results { get; set; }
}
