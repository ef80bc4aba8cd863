using Microsoft.AspNetCore.Diagnostics;
using RoutingData;

namespace WebShop.Endpoints;

/// <summary>What a customer hears of the router's own errors: try again, or look first.</summary>
internal static class Problems
{
    public static void Handle(IApplicationBuilder application) => application.Run(async context =>
    {
        var problem = Find(context.Features.Get<IExceptionHandlerFeature>()?.Error) is { } routing
            ? Results.Problem(
                routing.Outcome == StatementOutcome.Unknown
                    ? "It is unknown whether it was done. Ask for it before you send it again."
                    : "Try again.",
                statusCode: StatusCodes.Status503ServiceUnavailable,
                extensions: new Dictionary<string, object?> { ["outcome"] = routing.Outcome.ToString() })
            : Results.Problem(statusCode: StatusCodes.Status500InternalServerError);
        await problem.ExecuteAsync(context);
    });

    // EF Core puts its own exceptions around it.
    private static RoutingDbException? Find(Exception? error) =>
        error is null ? null : error as RoutingDbException ?? Find(error.InnerException);
}
