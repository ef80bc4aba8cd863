using System.CommandLine;

namespace RoutingData.Bench.Measuring;

/// <summary>An option that takes several words.</summary>
internal static class ListOption
{
    /// <summary>Returns the option.</summary>
    /// <param name="name">Its name, with its dashes.</param>
    /// <param name="description">What it may be.</param>
    /// <param name="value">What it is by default, separated by commas.</param>
    public static Option<string[]> New(string name, string description, string value) => new(name)
    {
        Description = $"{description}; separated by commas",
        DefaultValueFactory = _ => value.Split(','),
        CustomParser = result => [.. result.Tokens.SelectMany(token => token.Value.Split(','))],
        AllowMultipleArgumentsPerToken = true,
    };
}
