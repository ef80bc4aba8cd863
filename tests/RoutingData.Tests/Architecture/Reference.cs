namespace RoutingData.Tests.Architecture;

/// <summary>A type names a type of another room.</summary>
internal sealed record Reference(string From, string Type, string To, string Other)
{
    public override string ToString() => $"{From}/{Type} -> {To}/{Other}";
}
