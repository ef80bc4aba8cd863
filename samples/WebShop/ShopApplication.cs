using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using RoutingData;
using RoutingData.AspNetCore;
using RoutingData.Dashboard;
using RoutingData.EntityFrameworkCore;
using RoutingData.Testing;
using WebShop.Endpoints;
using WebShop.Load;
using WebShop.Servers;
using WebShop.Shop;

namespace WebShop;

/// <summary>The shop, on the servers of <c>RoutingData:ConnectionString</c>, or on three of its own when there is none.</summary>
public sealed class ShopApplication : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly LocalCluster? _ownServers;

    private ShopApplication(WebApplication application, LocalCluster? ownServers)
    {
        _application = application;
        _ownServers = ownServers;
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>Starts it. When it returns, its tables are there and it listens.</summary>
    /// <param name="args">Settings: <c>--Urls http://127.0.0.1:0 --RoutingData:ConnectionString "Server=db001,db002;..."</c>.</param>
    public static async Task<ShopApplication> StartAsync(string[] args)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
        var section = builder.Configuration.GetSection("RoutingData");
        var ownServers = string.IsNullOrEmpty(section["ConnectionString"]) ? await OwnServers.StartAsync(section) : null;

        builder.Services.AddRoutingMySql(section);
        builder.Services.AddDbContextPool<ShopContext>((services, options) => options
            .UseMySql(provider => provider.ExecutionStrategy(d => new RoutingExecutionStrategy(d)))
            .UseRoutingMySql(services));
        builder.Services.AddRoutingConsistency();
        builder.Services.AddProblemDetails();
        builder.Services.TryAddSingleton(new ServerNames(ownServers));
        builder.Services.TryAddScoped<ServedBy>();

        var application = builder.Build();
        application.UseExceptionHandler(Problems.Handle);
        // A customer sees the order that was placed a moment ago, whichever process placed it.
        application.UseRoutingConsistency();
        application.MapProducts();
        application.MapOrders();
        application.MapServers();
        // In Development only, since no policy is named.
        application.MapRoutingDashboard("/routing");
        var shop = new ShopApplication(application, ownServers);
        try
        {
            await Tables.CreateAsync(application.Services);
            await application.StartAsync();
            return shop;
        }
        catch
        {
            await shop.DisposeAsync();
            throw;
        }
    }

    /// <summary>Until Ctrl+C. On servers of its own, some customers come by.</summary>
    public async Task RunAsync()
    {
        if (_application.Environment.IsDevelopment()) Console.WriteLine($"Dashboard: {Address}routing");
        Console.WriteLine($$"""
            Try: curl {{Address}}products, {{Address}}servers, {{Address}}health, and
                 curl {{Address}}orders -H 'Content-Type: application/json' -d '{"number":"A-1","productId":1,"quantity":2}'
            """);
        await using var load = _ownServers is null ? null : SmallLoad.Start(Address);
        await _application.WaitForShutdownAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        if (_ownServers is not null) await _ownServers.DisposeAsync();
    }
}
