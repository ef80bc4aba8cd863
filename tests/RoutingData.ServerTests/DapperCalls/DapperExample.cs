namespace RoutingData.ServerTests.DapperCalls;

/// <summary>What somebody writes with Dapper, and where it belongs.</summary>
/// <param name="Code">The code, for the document.</param>
/// <param name="Role">reader or writer.</param>
/// <param name="Mark">A part of the statement's text, as the server logs it.</param>
/// <param name="Expected">The result as text; null where there is none to compare.</param>
/// <param name="RunAsync">The code; awaited or not.</param>
internal sealed record DapperExample(
    string Code, string Role, string Mark, string? Expected, Func<RoutingDbConnection, bool, Task<string?>> RunAsync);
