namespace FailoverDemo.Histories;

/// <summary>One statement as the application saw it. Times are those of <see cref="System.Diagnostics.Stopwatch"/>.</summary>
/// <param name="Number">Its number among the inserts of the run; 0 for a read.</param>
/// <param name="Begun">When the application asked for a connection.</param>
/// <param name="Ended">When the application had the answer or the error.</param>
/// <param name="Server">The server that answered a read; for an insert the writer of that moment, and the table has the last word.</param>
/// <param name="Error">What the application caught, or null when the statement was acknowledged.</param>
internal sealed record Attempt(int Number, long Begun, long Ended, string? Server, Exception? Error)
{
    public bool IsInsert => Number > 0;

    public bool Acknowledged => Error is null;
}
