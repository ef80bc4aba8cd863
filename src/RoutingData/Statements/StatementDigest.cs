namespace RoutingData.Statements;

internal static class StatementDigest
{
    public static string Of(string commandText) => commandText;
}
