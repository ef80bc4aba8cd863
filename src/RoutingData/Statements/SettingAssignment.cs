namespace RoutingData.Statements;

/// <summary>An assignment that can be sent again on another connection.</summary>
/// <param name="Text">It, without the word SET; several, if they only make sense together.</param>
/// <param name="Variable">
/// The variable that it sets whatever its value was, in lower case; a name of <see cref="SettingVariables"/> for several at a time. Null
/// when it may leave a part of the former value.
/// </param>
internal sealed record SettingAssignment(string Text, string? Variable)
{
    /// <summary>A value in it reads an @@variable, so that it means something else after other settings.</summary>
    public bool BuildsOnOthers { get; init; }

    /// <summary>The statement to send.</summary>
    public string Statement => $"SET {Text}";

    /// <summary>Whether nothing is left of another assignment once this one has run after it.</summary>
    public bool Replaces(SettingAssignment other) =>
        !BuildsOnOthers && !other.BuildsOnOthers &&
        (Text == other.Text || (Variable is not null && other.Variable is not null && SettingVariables.Covers(Variable, other.Variable)));

    /// <summary>Whether it may change sql_mode.</summary>
    public bool SetsSqlMode => Text.Contains("sql_mode", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it may share one SET with others: SET SESSION TRANSACTION takes the rest of the statement.</summary>
    public bool IsCombinable => !BuildsOnOthers && Variable != SettingVariables.Transaction;
}
