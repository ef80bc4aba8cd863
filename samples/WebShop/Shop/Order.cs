namespace WebShop.Shop;

public sealed class Order
{
    public long Id { get; set; }

    /// <summary>The customer's own number of it, by which it can be asked for when its outcome is unknown. Unique.</summary>
    public required string Number { get; set; }

    public int ProductId { get; set; }

    public int Quantity { get; set; }
}
