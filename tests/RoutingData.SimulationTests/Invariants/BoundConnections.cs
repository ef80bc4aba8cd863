using RoutingData.Testing;

namespace RoutingData.SimulationTests.Invariants;

/// <summary>Which connections hold a transaction, or a session's state, so that what belongs to it may run nowhere else.</summary>
internal sealed class BoundConnections
{
    private static readonly string[] Beginnings = ["BEGIN", "START TRANSACTION", "PREPARE", "CALL", "SET @n"];

    private readonly HashSet<int> _holding = [];

    /// <summary>Takes in what happens, in order.</summary>
    /// <returns>Whether it is a statement that could have run on another connection.</returns>
    public bool IsFree(SimulatedEvent happened)
    {
        if (happened.Kind == SimulatedEventKind.Opened) _holding.Remove(happened.Connection);
        if (happened.Kind != SimulatedEventKind.Sent || happened.IsUnpooled || IsPreparation(happened.Text)) return false;
        var text = happened.Text;
        if (Holds(text) || text == "SET TRANSACTION READ ONLY") _holding.Add(happened.Connection);
        return !_holding.Contains(happened.Connection) && !text.Contains("LAST_INSERT_ID", StringComparison.Ordinal);
    }

    /// <summary>Whether a text leaves something on its connection.</summary>
    public static bool Holds(string text) => Beginnings.Any(beginning => text.StartsWith(beginning, StringComparison.Ordinal)) ||
        text.Contains("; BEGIN", StringComparison.Ordinal) || text.Contains("@mark", StringComparison.Ordinal) ||
        text.Contains("autocommit = 0", StringComparison.Ordinal);

    // A new connection's proof and the session's settings are no statements yet.
    private static bool IsPreparation(string text) =>
        text.StartsWith("SELECT @@", StringComparison.Ordinal) || text.StartsWith("SET time_zone", StringComparison.Ordinal);
}
