namespace RoutingData.EntityFrameworkCore.Tests.Shop;

public sealed class Order
{
    public long Id { get; set; }

    /// <summary>The unit of work's own key: none is written twice.</summary>
    public required string Number { get; set; }

    /// <summary>Changes with every change of the order.</summary>
    public int Version { get; set; }

    public List<OrderLine> Lines { get; } = [];
}
