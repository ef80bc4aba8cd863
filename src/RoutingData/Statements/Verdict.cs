namespace RoutingData.Statements;

/// <summary>What is known of one statement so far; the stricter answer wins, and of equally strict ones the first reason.</summary>
internal struct Verdict()
{
    public StatementTarget Target { get; private set; } = StatementTarget.Reader;

    public string Reason { get; private set; } = "plain read";

    public StatementEffects Effects { get; private set; }

    /// <summary>A kind of statement that a read-only server refuses before it starts.</summary>
    public bool IsRefusedWhole { get; set; }

    public bool CallsUnknownCode { get; set; }

    /// <summary>It names a table, or a view, behind which anything may be.</summary>
    public bool ReadsTables { get; set; }

    /// <summary>Nothing in it can be refused by a read-only server: SELECT ROW_COUNT().</summary>
    public readonly bool CannotBeRefused => Target != StatementTarget.Writer && Effects == StatementEffects.None && !ReadsTables;

    public bool AsksConnection { get; private set; }

    /// <summary>Calls of GET_LOCK().</summary>
    public int NamedLocks { get; set; }

    public string? Database { get; set; }

    public string? Settings { get; set; }

    public bool SettingsBuildOnOthers { get; set; }

    public void Writes(string reason) => Require(StatementTarget.Writer, reason);

    /// <summary>It needs the writer connection of the session.</summary>
    public void NeedsSession(string reason)
    {
        AsksConnection = true;
        Require(StatementTarget.Session, reason);
    }

    /// <summary>It needs the connection on which the statement before it ran.</summary>
    public void FollowsPreviousStatement(string reason) => Require(StatementTarget.Session, reason);

    public void Adds(StatementEffects effects) => Effects |= effects;

    /// <summary>The last assignment counts.</summary>
    public void SetsAutocommit(bool on)
    {
        Effects &= ~(StatementEffects.EnablesAutocommit | StatementEffects.DisablesAutocommit);
        Effects |= on ? StatementEffects.EnablesAutocommit : StatementEffects.DisablesAutocommit;
    }

    private void Require(StatementTarget target, string reason)
    {
        if (Target == StatementTarget.Writer || Target == target)
            return;
        Target = target;
        Reason = reason;
    }
}
