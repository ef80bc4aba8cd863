namespace RoutingData.ServerTests.Corpus;

/// <summary>One line of the statements' corpus: what the classifier must say of a text.</summary>
/// <param name="Line">Its line in corpus.tsv.</param>
/// <param name="Target">Reader, Writer or Session.</param>
/// <param name="Effects">What it does to the session, as names with commas between.</param>
/// <param name="Dialect">Whose it is: both, maria or mysql.</param>
/// <param name="Text">The statement.</param>
internal sealed record CorpusStatement(int Line, string Target, string Effects, string Dialect, string Text)
{
    /// <summary>Whether it may be sent to a reader: a plain read, or the beginning of a transaction that says it only reads (D04).</summary>
    public bool IsForReaders => Target == "Reader" || Effects.Contains("BeginsReadOnlyTransaction", StringComparison.Ordinal);

    /// <summary>Whether the router repeats it, or a part of it, on other connections of its session (D10).</summary>
    public bool IsReplayed => Effects.Contains("ChangesSettings", StringComparison.Ordinal);
}
