using Microsoft.Extensions.Logging;
using RoutingData.Monitor;

namespace RoutingData.Tests.Monitoring;

/// <summary>Each kind of topology event has a log event of its own, whose fields can be filtered by.</summary>
public sealed class TopologyLogTests
{
    private static readonly TopologyEventKind[] OfPairs =
    [
        TopologyEventKind.WriterElected, TopologyEventKind.WriterDemoted, TopologyEventKind.WriterLost, TopologyEventKind.WriterBehind,
        TopologyEventKind.Conflict, TopologyEventKind.ConflictEnded,
    ];

    public static TheoryData<TopologyEventKind> Kinds => [.. Enum.GetValues<TopologyEventKind>()];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_change_is_logged_with_its_fields_under_the_name_of_its_kind(TopologyEventKind kind)
    {
        var (id, fields, text) = Logged(kind);

        Assert.Equal(kind.ToString(), id.Name);
        Assert.Equal(new ServerAddress("db001", 3306), fields["Server"]);
        Assert.Equal(7L, fields["Epoch"]);
        Assert.Equal("the reason", fields["Reason"]);
        Assert.Equal(OfPairs.Contains(kind) ? 10 : null, fields.GetValueOrDefault("Hostgroup"));
        Assert.Contains("the reason", text, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_kinds_share_an_event_id() =>
        Assert.Distinct(Enum.GetValues<TopologyEventKind>().Select(kind => Logged(kind).Id.Id));

    private static (EventId Id, Dictionary<string, object?> Fields, string Text) Logged(TopologyEventKind kind)
    {
        var log = new FieldLog();
        TopologyLog.Log(log, new TopologyEvent(kind, new ServerAddress("db001", 3306), OfPairs.Contains(kind) ? 10 : null, 7, "the reason"));
        return Assert.Single(log.Events);
    }

    private sealed class FieldLog : ILogger
    {
        public List<(EventId Id, Dictionary<string, object?> Fields, string Text)> Events { get; } = [];

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Events.Add((eventId, ((IEnumerable<KeyValuePair<string, object?>>)state!).ToDictionary(), formatter(state, exception)));

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;
    }
}
