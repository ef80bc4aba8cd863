using Microsoft.Extensions.Options;

namespace RoutingData.Configuration;

/// <summary>Validates options for the host: at start, and before a reload takes effect.</summary>
internal sealed class RoutingOptionsValidator : IValidateOptions<RoutingOptions>
{
    public ValidateOptionsResult Validate(string? name, RoutingOptions options)
    {
        var faults = RoutingOptionsValidation.Validate(options, options.GetParts().FindDriver().Factory);
        return faults.IsEmpty ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults.Select(fault => fault.ToString()));
    }
}
