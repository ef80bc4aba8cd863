namespace RoutingData.Statements;

/// <summary>The servers on which the text of a command may run. The text alone is meant: the session's state and the rules come on top.</summary>
internal enum StatementTarget : byte
{
    /// <summary>A plain read: any replica gives a right answer and nothing changes anywhere.</summary>
    Reader,

    /// <summary>Writes, locks, or asks about the writer itself; also whatever is not understood.</summary>
    Writer,

    /// <summary>Needs the connection that holds the session's state: LAST_INSERT_ID(), an unbound @x, COMMIT, SET, USE.</summary>
    Session,
}
