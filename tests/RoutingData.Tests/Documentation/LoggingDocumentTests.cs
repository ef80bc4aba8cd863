using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using RoutingData.Diagnostics;
using RoutingData.Monitor;

namespace RoutingData.Tests.Documentation;

public sealed partial class LoggingDocumentTests
{
    private static readonly Document Logging = new("logging.md");

    [Theory]
    [InlineData("RoutingData.Monitor", typeof(MonitorLog), typeof(TopologyLog))]
    [InlineData("RoutingData.Routing", typeof(RoutingLog))]
    public void Every_event_has_its_row(string category, params Type[] logs) => Logging.Check($"events of {category}", Document.TableOf(
        ["id", "event", "level", "fields"],
        from log in EventsOf(logs)
        orderby log.Message.EventId
        select new[]
        {
            log.Message.EventId.ToString(CultureInfo.InvariantCulture), $"`{log.Name}`", log.Message.Level.ToString(),
            string.Join(", ", Fields().Matches(log.Message.Message).Select(match => $"`{match.Groups["name"].Value}`").Distinct()),
        }));

    [Fact]
    public void No_two_events_share_an_id() =>
        Assert.Distinct(EventsOf(typeof(MonitorLog), typeof(TopologyLog), typeof(RoutingLog)).Select(log => log.Message.EventId));

    private static IEnumerable<(string Name, LoggerMessageAttribute Message)> EventsOf(params Type[] logs) =>
        from log in logs
        from method in log.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
        let message = method.GetCustomAttribute<LoggerMessageAttribute>()
        where message is not null
        select (method.Name, message);

    [GeneratedRegex(@"\{(?<name>\w+)\}")]
    private static partial Regex Fields();
}
