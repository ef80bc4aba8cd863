using WebShop;

await using var shop = await ShopApplication.StartAsync(args);
await shop.RunAsync();
