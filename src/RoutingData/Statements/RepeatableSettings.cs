namespace RoutingData.Statements;

/// <summary>Those assignments of one SET that can be sent again on another connection.</summary>
internal struct RepeatableSettings
{
    private string? _assignments;

    public void Add(ReadOnlySpan<char> assignment) =>
        _assignments = _assignments is null ? assignment.ToString() : $"{_assignments}, {assignment}";

    /// <summary>One SET with all of them, or null if there are none.</summary>
    public readonly string? ToStatement() => _assignments is null ? null : $"SET {_assignments}";
}
