namespace RoutingData.Configuration;

/// <summary>One thing that is wrong with the options.</summary>
/// <param name="Path">Which setting, from the options down: <c>Servers[1].Port</c>.</param>
/// <param name="Message">What is wrong and what to write instead; never a password or a connection string.</param>
internal sealed record OptionsError(string Path, string Message)
{
    public override string ToString() => $"{Path}: {Message}";
}
