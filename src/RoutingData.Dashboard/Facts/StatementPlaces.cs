namespace RoutingData.Dashboard.Facts;

/// <summary>How often a statement has run, by where.</summary>
/// <param name="Reader">On a reader.</param>
/// <param name="Writer">On the writer, where it belongs.</param>
/// <param name="Session">For the session's sake.</param>
/// <param name="Kept">On the writer, since no reader was fresh enough.</param>
internal readonly record struct StatementPlaces(double Reader, double Writer, double Session, double Kept)
{
    public double All => Reader + Writer + Session + Kept;

    public static StatementPlaces Of(StatementStatistics statement) =>
        new(statement.OnReader, statement.OnWriter, statement.InSession, statement.KeptOnWriter);

    public static StatementPlaces operator -(StatementPlaces left, StatementPlaces right) =>
        new(left.Reader - right.Reader, left.Writer - right.Writer, left.Session - right.Session, left.Kept - right.Kept);

    public static StatementPlaces operator /(StatementPlaces left, double by) => new(left.Reader / by, left.Writer / by, left.Session / by, left.Kept / by);
}
