namespace RoutingData.ProxySql.Mapping;

/// <summary>What becomes of a key of ProxySQL's.</summary>
/// <param name="Setting">The setting that it becomes, without indexes: <c>Servers:Port</c>; <see langword="null"/> for none.</param>
/// <param name="Kind">What is said of it where it is not taken over.</param>
/// <param name="Reason">Why it is not; with a setting, what is to be known.</param>
internal sealed record Meaning(string? Setting, ProxySqlWarningKind Kind, string? Reason)
{
    public static Meaning Is(string setting, string? note = null) => new(setting, ProxySqlWarningKind.Adjusted, note);

    public static Meaning NotNeeded(string reason) => new(null, ProxySqlWarningKind.NotNeeded, reason);

    public static Meaning NotSupported(string reason) => new(null, ProxySqlWarningKind.NotSupported, reason);
}
