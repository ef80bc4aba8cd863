using System.Data;

namespace RoutingData.Tests.Documentation;

/// <summary>A statement of docs/routing.md.</summary>
/// <param name="Statement">Its text.</param>
/// <param name="Parameters">Names of its bound parameters.</param>
/// <param name="Type">How the text is meant.</param>
internal sealed record RoutingExample(string Statement, string[]? Parameters = null, CommandType Type = CommandType.Text)
{
    public override string ToString() =>
        Document.InCell(Statement) +
        (Parameters is null ? "" : $" with {string.Join(", ", Parameters)} bound") +
        (Type == CommandType.Text ? "" : $" as CommandType.{Type}");
}
