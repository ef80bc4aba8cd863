namespace RoutingData.EntityFrameworkCore.Tests.Json;

public sealed class Note
{
    public int Id { get; set; }

    /// <summary>JSON, in a column of that type where the provider knows one.</summary>
    public required string Body { get; set; }
}
