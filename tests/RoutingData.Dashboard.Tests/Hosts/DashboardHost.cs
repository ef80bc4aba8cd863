using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RoutingData.Dashboard.Feeds;
using RoutingData.Dashboard.Tests.Facts;

namespace RoutingData.Dashboard.Tests.Hosts;

/// <summary>An application with nothing but the dashboard, on a port of its own.</summary>
internal sealed class DashboardHost : IAsyncDisposable
{
    private readonly WebApplication _application;

    private DashboardHost(WebApplication application, string path)
    {
        _application = application;
        Address = new Uri(new Uri(application.Urls.Single()), path);
        Client = new HttpClient { BaseAddress = new Uri($"{Address}/") };
    }

    /// <summary>Where the page is.</summary>
    public Uri Address { get; }

    /// <summary>A client whose relative addresses begin below the page.</summary>
    public HttpClient Client { get; }

    /// <summary>What was logged.</summary>
    public LoggedLines Log => _application.Services.GetRequiredService<LoggedLines>();

    public static Task<DashboardHost> StartAsync(params IReadOnlyList<FakeSource> sources) => StartAsync(new HostSettings { Sources = sources });

    public static async Task<DashboardHost> StartAsync(HostSettings settings)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = settings.Environment, ApplicationName = "shop" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.WebHost.UseShutdownTimeout(TimeSpan.FromSeconds(2));
        var log = new LoggedLines();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Services.AddSingleton(log);
        builder.Services.AddAuthorization();
        settings.Configure?.Invoke(builder.Services);
        var application = builder.Build();
        if (settings.PathBase is { } pathBase) application.UsePathBase(pathBase);
        settings.Use?.Invoke(application);
        application.UseRouting();
        if (settings.Policies) application.UseAuthentication();
        application.UseAuthorization();
        var options = new RoutingDashboardOptions();
        settings.Dashboard?.Invoke(options);
        Func<IServiceProvider, IReadOnlyList<DataSourceEntry>> sources = settings.Sources is { } fakes
            ? _ => [.. fakes.Select(fake => fake.Entry)]
            : DataSourceCatalog.Of;
        application.MapRoutingDashboard("/routing", options, sources);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new DashboardHost(application, $"{settings.PathBase}/routing");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _application.DisposeAsync();
    }
}
