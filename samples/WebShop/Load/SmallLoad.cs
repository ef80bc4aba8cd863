using System.Net.Http.Json;
using WebShop.Shop;

namespace WebShop.Load;

/// <summary>A few customers who look and buy over HTTP, so that there is something to see on the dashboard.</summary>
internal sealed class SmallLoad : IAsyncDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);

    private readonly HttpClient _http;
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _customers;

    private SmallLoad(Uri address)
    {
        _http = new HttpClient { BaseAddress = address };
        _customers = Task.WhenAll(
            Enumerable.Range(1, 3).Select(_ => RepeatAsync(LookAsync)).Append(RepeatAsync(BuyAsync)).Append(RepeatAsync(RestockAsync)));
    }

    /// <summary>Lets them in.</summary>
    /// <param name="address">Of the shop.</param>
    public static SmallLoad Start(Uri address) => new(address);

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _customers.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _http.Dispose();
        _closing.Dispose();
    }

    private async Task RepeatAsync(Func<int, Task> visit)
    {
        for (var number = 0; !_closing.IsCancellationRequested; number++)
        {
            try
            {
                await visit(number);
            }
            catch (HttpRequestException)
            {
                // The shop is closing, or has said that it cannot now.
            }

            await Task.Delay(Pause, _closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task LookAsync(int number)
    {
        await ReadAsync(number % 3 == 0 ? "products" : $"products/{1 + (number % 3)}");
        if (number % 10 == 0) await ReadAsync("orders/count");
    }

    private async Task BuyAsync(int number)
    {
        using var answer = await _http.PostAsJsonAsync("orders", new NewOrder($"{Guid.NewGuid():N}"[..20], 1 + (number % 3), 1), _closing.Token);
    }

    private async Task RestockAsync(int number)
    {
        using var answer = await _http.PostAsync(new Uri($"products/{1 + (number % 3)}/restock?quantity=1", UriKind.Relative), content: null, _closing.Token);
    }

    private async Task ReadAsync(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative), _closing.Token);
    }
}
