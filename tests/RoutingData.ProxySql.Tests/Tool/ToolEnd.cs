namespace RoutingData.ProxySql.Tests.Tool;

/// <summary>What the tool ended with.</summary>
public sealed record ToolEnd(int Code, string Output, string Error);
