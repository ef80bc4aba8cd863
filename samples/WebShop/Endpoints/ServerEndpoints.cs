using RoutingData.Monitor;
using WebShop.Servers;

namespace WebShop.Endpoints;

internal static class ServerEndpoints
{
    private const int WriterHostgroup = 10;

    public static void MapServers(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/servers", (ITopologyMonitor monitor, ServerNames names) => monitor.Current.Servers.Select(server => new
        {
            Name = names.Of(server.Address),
            Role = monitor.Current.RoleOf(server.Address, WriterHostgroup).ToString(),
            Health = server.Health.ToString(),
            server.LagSeconds,
        }));

        // Without a writer the shop shows its products, and takes orders after a wait: degraded, not dead.
        routes.MapGet("/health", (ITopologyMonitor monitor) => (
            HasWriter: monitor.Current.WriterOf(WriterHostgroup) is not null,
            Answers: monitor.Current.Servers.Any(server => server.Health == ServerHealth.Online)) switch
        {
            { HasWriter: true } => Results.Ok("healthy"),
            { Answers: true } => Results.Ok("degraded: no writer"),
            _ => Results.Text("no server answers", statusCode: StatusCodes.Status503ServiceUnavailable),
        });
    }
}
