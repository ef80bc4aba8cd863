using Microsoft.Playwright;
using RoutingData.Dashboard.Tests.Browsers;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace RoutingData.Dashboard.Tests.Browsers;

/// <summary>The machine's own browser, once for all tests; each test has a context of its own in it. eng/install-chromium.sh installs it.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Programs = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Find() is not { } program) return;
        // Of what is waited for; a busy machine may take its time.
        Assertions.SetDefaultExpectTimeout(60_000);
        _playwright = await Playwright.CreateAsync();
        // A root user's browser has no sandbox; it sees nothing but this machine.
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--no-sandbox", "--disable-gpu"] });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
    }

    /// <summary>A page that notes whatever goes wrong on it; skips the test where there is no browser.</summary>
    /// <param name="width">CSS pixels.</param>
    /// <param name="scheme">Light or dark.</param>
    /// <param name="headers">Sent with each request.</param>
    internal async Task<WatchedPage> OpenAsync(
        int width = 1440, ColorScheme scheme = ColorScheme.Light, IReadOnlyDictionary<string, string>? headers = null)
    {
        Assert.SkipWhen(_browser is null, "NO BROWSER: eng/install-chromium.sh installs one.");
        var context = await _browser.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = 900 },
            ColorScheme = scheme,
            ReducedMotion = ReducedMotion.Reduce,
            Locale = "en-GB",
            TimezoneId = "Europe/Berlin",
            ExtraHTTPHeaders = headers,
        });
        context.SetDefaultTimeout(60_000);
        return new WatchedPage(context, await context.NewPageAsync());
    }

    private static string? Find() => Programs
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);
}
