using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace RoutingData.Configuration;

/// <summary>Checks the ranges that are attributes of the options, and that no list has a hole; the checks are generated.</summary>
[OptionsValidator]
internal sealed partial class RoutingOptionsRanges : IValidateOptions<RoutingOptions>
{
    public ImmutableArray<OptionsError> FaultsOf(RoutingOptions options) =>
        [.. (Validate(null, options).Failures ?? []).Select(failure => Failure().Match(failure)).Select(Fault)];

    private static OptionsError Fault(Match failure)
    {
        var message = failure.Groups["message"].Value;
        return new OptionsError(failure.Groups["path"].Value, char.ToUpperInvariant(message[0]) + message[1..]);
    }

    // "Port: The field RoutingOptions.Servers[1].Port must be between 1 and 65535." or "RoutingOptions.Servers[2] is null"
    [GeneratedRegex(@"RoutingOptions\.(?<path>\S+) (?<message>.+)$", RegexOptions.CultureInvariant)]
    private static partial Regex Failure();
}
