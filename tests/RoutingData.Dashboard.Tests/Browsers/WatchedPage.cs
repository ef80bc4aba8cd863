using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace RoutingData.Dashboard.Tests.Browsers;

/// <summary>A page, and all that its console, its scripts and its security policy complain of.</summary>
internal sealed class WatchedPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _faults = new();

    public WatchedPage(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
        page.PageError += (_, error) => _faults.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") _faults.Enqueue(message.Text);
        };
        page.Dialog += (_, dialog) =>
        {
            _faults.Enqueue($"A dialog opened: {dialog.Message}");
            _ = dialog.DismissAsync();
        };
    }

    public IPage Page { get; }

    /// <summary>What went wrong on it.</summary>
    public IReadOnlyCollection<string> Faults => _faults;

    /// <summary>Opens the dashboard and waits until it is live.</summary>
    public async Task GoAsync(Uri address)
    {
        await Page.GotoAsync(address.ToString());
        await Page.Locator("#connection[data-state=live]").WaitForAsync();
        await Page.Locator("#fleet-body .empty").WaitForAsync(new LocatorWaitForOptions { State = WaitForSelectorState.Detached });
    }

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
