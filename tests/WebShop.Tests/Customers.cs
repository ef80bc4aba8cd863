using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using WebShop.Servers;
using WebShop.Shop;

namespace WebShop.Tests;

/// <summary>Customers who order one after the other and send an order again, with its number, until it is acknowledged; and visitors
/// who look at the products.</summary>
internal sealed class Customers : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _http;
    // They have placed nothing, and bring no cookie that says so.
    private readonly HttpClient _visitors;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentQueue<Answer<NewOrder>> _placed = new();
    private readonly ConcurrentQueue<Answer<List<Product>>> _seen = new();
    private readonly ConcurrentQueue<HttpStatusCode> _refused = new();
    private readonly Task[] _all;

    public Customers(Uri shop, int customers, int visitors)
    {
        _http = new HttpClient { BaseAddress = shop };
        _visitors = new HttpClient { BaseAddress = shop };
        _all =
        [
            .. Enumerable.Range(0, customers).Select(customer => Task.Run(() => OrderAsync(customer))),
            .. Enumerable.Range(0, visitors).Select(_ => Task.Run(LookAsync)),
        ];
    }

    /// <summary>Acknowledged orders.</summary>
    public IReadOnlyCollection<Answer<NewOrder>> Placed => _placed;

    /// <summary>Pages that visitors got.</summary>
    public IReadOnlyCollection<Answer<List<Product>>> Seen => _seen;

    /// <summary>Answers to orders that had to be sent again.</summary>
    public IReadOnlyCollection<HttpStatusCode> Refused => _refused;

    /// <summary>Waits until so many more orders are acknowledged, and pages seen.</summary>
    public async Task WaitForMoreAsync(int count)
    {
        var (placed, seen) = (_placed.Count, _seen.Count);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Limit);
        while (_placed.Count < placed + count || _seen.Count < seen + count)
        {
            if (_all.FirstOrDefault(task => task.IsFaulted) is { } fault) await fault;
            Assert.False(limit.IsCancellationRequested, $"After {Limit} there are {_placed.Count - placed} more orders only.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Lets everybody finish what they are at.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_all).WaitAsync(Limit, TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await Task.WhenAll(_all).ContinueWith(_ => { }, TaskScheduler.Default);
        _http.Dispose();
        _visitors.Dispose();
        _closing.Dispose();
    }

    private async Task OrderAsync(int customer)
    {
        for (var number = 0; !_closing.IsCancellationRequested; number++)
        {
            var order = new NewOrder($"{customer}-{number}", ProductId: 1 + (number % 3), Quantity: 1 + (number % 5));
            while (true)
            {
                using var response = await _http.PostAsJsonAsync("orders", order);
                if (response.IsSuccessStatusCode)
                {
                    _placed.Enqueue((await response.Content.ReadFromJsonAsync<Answer<NewOrder>>())!);
                    break;
                }

                Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
                _refused.Enqueue(response.StatusCode);
            }
        }
    }

    private async Task LookAsync()
    {
        while (!_closing.IsCancellationRequested)
            _seen.Enqueue((await _visitors.GetFromJsonAsync<Answer<List<Product>>>("products"))!);
    }
}
