namespace WebShop.Shop;

/// <summary>What a customer sends; again with the same number if no answer came.</summary>
public sealed record NewOrder(string Number, int ProductId, int Quantity);
