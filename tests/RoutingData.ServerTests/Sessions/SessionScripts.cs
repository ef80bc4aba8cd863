namespace RoutingData.ServerTests.Sessions;

/// <summary>The scripts of <see cref="SessionScriptTests"/>; every one begins with a session that has run nothing.</summary>
internal static class SessionScripts
{
    public static IReadOnlyList<(string Requirement, string Name, string Lines)> All { get; } =
        [.. TransactionScripts.All, .. StateScripts.All, .. MariaDbScripts.All];
}
