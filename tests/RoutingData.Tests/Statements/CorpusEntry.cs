using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

internal sealed record CorpusEntry(int Line, StatementTarget Target, StatementEffects Effects, string Dialect, string Statement)
{
    /// <summary>How servers that know the statement read it.</summary>
    public ClassifierOptions Options => Dialects.Of(Dialect)[^1];

    public override string ToString() => $"line {Line} ({Dialect}): {Statement}";
}
