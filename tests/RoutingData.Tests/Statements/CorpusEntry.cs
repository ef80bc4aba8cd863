using RoutingData.Statements;

namespace RoutingData.Tests.Statements;

internal sealed record CorpusEntry(int Line, StatementTarget Target, StatementEffects Effects, string Dialect, string Statement)
{
    public override string ToString() => $"line {Line} ({Dialect}): {Statement}";
}
