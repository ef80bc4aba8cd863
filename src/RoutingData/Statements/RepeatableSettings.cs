using System.Text;

namespace RoutingData.Statements;

/// <summary>Those assignments of one SET that can be sent again on another connection.</summary>
internal struct RepeatableSettings
{
    private StringBuilder? _statement;

    public void Add(ReadOnlySpan<char> assignment)
    {
        _statement = _statement is null ? new StringBuilder("SET ") : _statement.Append(", ");
        _statement.Append(assignment);
    }

    /// <summary>One SET with all of them, or null if there are none.</summary>
    public readonly string? ToStatement() => _statement?.ToString();
}
