using System.Collections.Immutable;

namespace RoutingData.Statements;

/// <summary>The assignments of one SET that can be sent again on another connection.</summary>
internal struct RepeatableSettings()
{
    private ImmutableArray<SettingAssignment> _assignments = [];
    private bool _buildOnOthers;

    public void Add(ReadOnlySpan<char> assignment, string? variable, bool buildsOnOthers = false)
    {
        _assignments = _assignments.Add(new SettingAssignment(assignment.ToString(), variable));
        _buildOnOthers |= buildsOnOthers;
    }

    /// <summary>Them, in order: one by one, or together if a value reads a variable, which must not be set a moment earlier.</summary>
    public readonly ImmutableArray<SettingAssignment> ToAssignments() => _buildOnOthers
        ? [new SettingAssignment(string.Join(", ", _assignments.Select(assignment => assignment.Text)), null) { BuildsOnOthers = true }]
        : _assignments;
}
