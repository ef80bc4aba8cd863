using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace RoutingData.AspNetCore.Tests;

/// <summary>One process of a small service: it writes rows, sends the browser to look at them, and asks another service about them. Its router, with
/// its monitor and its pools, is its own.</summary>
internal sealed class NotesService : IAsyncDisposable
{
    private readonly WebApplication _application;

    private NotesService(WebApplication application) => _application = application;

    /// <summary>What reaches it.</summary>
    public HttpMessageHandler Handler => _application.GetTestServer().CreateHandler();

    public IServiceProvider Services => _application.Services;

    /// <param name="options">The options of its router.</param>
    /// <param name="isConsistent">Whether it uses tokens.</param>
    /// <param name="configure">How.</param>
    /// <param name="other">What reaches the other service, if it asks one.</param>
    public static async Task<NotesService> StartAsync(
        RoutingOptions options, bool isConsistent = true, Action<RoutingConsistencyOptions>? configure = null, HttpMessageHandler? other = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddSingleton(provider => new RoutingDbDataSource(options));
        builder.Services.AddRoutingConsistency(configure);
        var client = builder.Services.AddHttpClient("other", client => client.BaseAddress = new Uri("http://other/"));
        if (other is not null) client.ConfigurePrimaryHttpMessageHandler(() => other).AddHttpMessageHandler<ConsistencyTokenHandler>();
        var application = builder.Build();
        if (isConsistent) application.UseRoutingConsistency();
        Map(application);
        await application.StartAsync(TestContext.Current.CancellationToken);
        return new NotesService(application);
    }

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    private static void Map(WebApplication application)
    {
        application.MapPost("/notes/{id:long}", async (long id, RoutingDbDataSource source) =>
        {
            await ExecuteAsync(source, $"INSERT INTO numbered (id, v) VALUES ({id}, 1)");
            return Results.Redirect($"/notes/{id}");
        });
        application.MapGet("/notes/{id:long}", async (long id, RoutingDbDataSource source) =>
            await HasAsync(source, id) ? Results.Ok(id) : Results.NotFound());
        // Written here, looked for there.
        application.MapPost("/asked/{id:long}", async (long id, RoutingDbDataSource source, IHttpClientFactory clients) =>
        {
            await ExecuteAsync(source, $"INSERT INTO numbered (id, v) VALUES ({id}, 1)");
            using var response = await clients.CreateClient("other").GetAsync($"notes/{id}");
            return Results.StatusCode((int)response.StatusCode);
        });
        // Written there, looked for here.
        application.MapPost("/ordered/{id:long}", async (long id, RoutingDbDataSource source, IHttpClientFactory clients) =>
        {
            using var response = await clients.CreateClient("other").PostAsync($"notes/{id}", content: null);
            return await HasAsync(source, id) ? Results.Redirect($"/notes/{id}") : Results.NotFound();
        });
        application.MapPost("/streamed/{id:long}", async (long id, RoutingDbDataSource source, HttpContext context) =>
        {
            await context.Response.WriteAsync("begun");
            await context.Response.Body.FlushAsync();
            await ExecuteAsync(source, $"INSERT INTO numbered (id, v) VALUES ({id}, 1)");
        });
    }

    private static async Task ExecuteAsync(RoutingDbDataSource source, string text)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using DbCommand command = connection.CreateCommand();
        command.CommandText = text;
        await command.ExecuteNonQueryAsync();
    }

    private static async Task<bool> HasAsync(RoutingDbDataSource source, long id)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT v FROM numbered WHERE id = {id}";
        return await command.ExecuteScalarAsync() is not null;
    }
}
