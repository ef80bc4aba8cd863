using System.CommandLine;

namespace RoutingData.Tool.Commands;

/// <summary>The option that every command has.</summary>
internal static class JsonOption
{
    public static Option<bool> New() => new("--json") { Description = "Writes JSON." };
}
