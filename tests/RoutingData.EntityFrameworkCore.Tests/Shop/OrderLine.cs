namespace RoutingData.EntityFrameworkCore.Tests.Shop;

public sealed class OrderLine
{
    public int Id { get; set; }

    public long OrderId { get; set; }

    public int Quantity { get; set; }
}
