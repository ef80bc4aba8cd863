using System.Collections.Frozen;
using System.Data;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using RoutingData.Counting;
using RoutingData.Diagnostics;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;
using RoutingData.Pools;
using RoutingData.Routing;
using RoutingData.Rules;
using RoutingData.Runtime;
using RoutingData.Sessions;
using RoutingData.Statements;
using RoutingData.Telemetry;
using RoutingData.Tests.Diagnostics;
using RoutingData.Tests.Documentation;
using RoutingData.Tests.Monitoring;
using RoutingData.Tests.Topology;

namespace RoutingData.Tests.Telemetry;

/// <summary>Every instrument and every attribute is what docs/telemetry.md says, and what the conventions call it.</summary>
[Collection(ProcessListeners.Collection)]
public sealed partial class ConformanceTests : IDisposable
{
    private static readonly Document Page = new("telemetry.md");
    private static readonly TopologySnapshot Topology = Fleet.Of("ab").See("a=w b=r<a~3").Now;

    private readonly Heard _heard = new();
    private readonly ManualTime _time = new();
    private readonly StatementBook _book = new();
    private readonly Router _router;

    public ConformanceTests()
    {
        var rule = new QueryRuleOptions { RuleId = 33, MatchPattern = "^SELECT ruled", DestinationHostgroup = 20, Apply = true };
        _router = new Router(
            new RoutePolicy(10, [new ReplicationHostgroup(10, 20)]), new QueryRuleSet([rule], StatementDigest.Of), FrozenSet<string>.Empty,
            username: null, _ => { }, statements: _book);
    }

    [Fact]
    public void The_page_lists_what_there_is()
    {
        MeasureAll();
        Page.Check("metrics", Document.TableOf(
            ["instrument", "kind", "unit", "attributes", "whose", "what it says"],
            InstrumentCatalog.Instruments.Select(each => new[]
            {
                $"`{each.Name}`", each.Kind, each.Unit == "s" ? "s" : $"`{each.Unit}`", List(each.Attributes), InstrumentCatalog.WhoseIs(each.Name),
                _heard.Instruments[each.Name].Description!,
            })));
        Page.Check("attributes", Document.TableOf(
            ["attribute", "type", "whose", "what it says", "values in metrics"],
            InstrumentCatalog.Attributes.Select(each => new[] { $"`{each.Name}`", each.Type, each.Whose, each.Meaning, each.Values.Length == 0 ? "spans only" : each.Values })));
        Page.Check("spans", $"{List(InstrumentCatalog.OfSpans)}\n");
        Page.Check("events", Document.TableOf(
            ["event", "attributes", "what it says"], InstrumentCatalog.Events.Select(each => new[] { $"`{each.Name}`", List(each.Attributes), each.Meaning })));

        static string List(IEnumerable<string> names) => string.Join(", ", names.Select(name => $"`{name}`"));
    }

    [Fact]
    public void A_data_source_publishes_these_instruments_and_no_other()
    {
        using var heard = new Heard(isListening: false);
        var options = new RoutingOptions { ConnectionString = "Server=w,r;User ID=app;Database=shop" }.UseDriver(new FakeDriver());
        using var source = new RoutingDbDataSourceBuilder(options).UseMeterFactory(heard).Build();

        Assert.Equal(
            InstrumentCatalog.Instruments.Select(each => $"{each.Name} {each.Kind} {each.Unit}").Order(StringComparer.Ordinal),
            heard.Instruments.Values.Select(each => $"{each.Name} {each.GetType().Name.Split('`')[0]} {each.Unit}").Order(StringComparer.Ordinal));
        Assert.All(heard.Instruments.Values, instrument => Assert.False(string.IsNullOrWhiteSpace(instrument.Description)));
    }

    [Fact]
    public void Every_name_in_the_code_is_on_the_page_and_every_name_on_the_page_is_in_the_code()
    {
        var written = Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "RoutingData"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Split(Path.DirectorySeparatorChar).Any(folder => folder is "obj" or "bin"))
            .SelectMany(file => Name().Matches(File.ReadAllText(file)).Select(match => match.Groups["name"].Value));
        var known = InstrumentCatalog.Instruments.Select(each => each.Name)
            .Concat(InstrumentCatalog.Attributes.Select(each => each.Name)).Concat(InstrumentCatalog.Events.Select(each => each.Name));

        Assert.Equal(known.Distinct().Order(StringComparer.Ordinal), written.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_instrument_has_the_kind_the_unit_and_the_attributes_that_the_page_says()
    {
        MeasureAll();

        Assert.Equal(
            InstrumentCatalog.Instruments.Select(each => $"{each.Name} {each.Kind} {each.Unit}").Order(StringComparer.Ordinal),
            _heard.Instruments.Values.Select(each => $"{each.Name} {each.GetType().Name.Split('`')[0]} {each.Unit}").Order(StringComparer.Ordinal));
        var seen = _heard.Measurements.ToLookup(item => item.Instrument, item => item.Tags.Keys);
        foreach (var (name, _, _, attributes) in InstrumentCatalog.Instruments)
        {
            Assert.All(seen[name], keys => Assert.Contains("routingdata.data_source", keys));
            var told = seen[name].SelectMany(keys => keys).Distinct().Where(key => key != "routingdata.data_source").Order(StringComparer.Ordinal);
            Assert.True(attributes.SequenceEqual(told), $"{name}: {string.Join(", ", told)}");
        }
    }

    [Fact]
    public void Each_attribute_is_described_once_and_only_ours_have_our_prefix()
    {
        var measured = InstrumentCatalog.Instruments.SelectMany(each => each.Attributes).Append("routingdata.data_source").ToHashSet();
        var used = measured.Concat(InstrumentCatalog.OfSpans).Concat(InstrumentCatalog.Events.SelectMany(each => each.Attributes)).Distinct();

        Assert.Equal(used.Order(StringComparer.Ordinal), InstrumentCatalog.Attributes.Select(each => each.Name).Order(StringComparer.Ordinal));
        Assert.All(InstrumentCatalog.Attributes, each => Assert.Equal(each.Whose == "RoutingData", each.Name.StartsWith("routingdata.", StringComparison.Ordinal)));
        Assert.All(InstrumentCatalog.Attributes, each => Assert.Equal(measured.Contains(each.Name), each.Values.Length > 0));
        Assert.All(InstrumentCatalog.Instruments, each => Assert.Equal(
            each.Name.StartsWith("routingdata.", StringComparison.Ordinal) ? "RoutingData" : OperationTelemetry.ClientMeter, MeterOf(each.Name)));

        string MeterOf(string name)
        {
            if (_heard.Instruments.Count == 0) MeasureAll();
            return _heard.Instruments[name].Meter.Name;
        }
    }

    [Fact]
    public void A_span_is_named_by_its_summary_and_has_the_attributes_that_the_page_says()
    {
        var spans = new List<Activity>();
        var mine = new AsyncLocal<bool> { Value = true };
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == "RoutingData",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                if (mine.Value) spans.Add(span);
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var telemetry = new OperationTelemetry(_heard, "shop");
        ExecuteAll(telemetry);

        Assert.Equal(["SELECT product", "SELECT ruled_table", "UPDATE product", "BEGIN", "BATCH"], spans.Select(span => span.DisplayName).Distinct());
        Assert.All(spans, span => Assert.Equal(ActivityKind.Client, span.Kind));
        Assert.Equal(
            InstrumentCatalog.OfSpans.Order(StringComparer.Ordinal), spans.SelectMany(span => span.TagObjects.Select(tag => tag.Key)).Distinct().Order(StringComparer.Ordinal));
        var failed = spans.First(span => span.Status == ActivityStatusCode.Error);
        Assert.Equal(("a", 3306, "1213", "1213"), (failed.GetTagItem("server.address"), failed.GetTagItem("server.port"), failed.GetTagItem("error.type"), failed.GetTagItem("db.response.status_code")));
        Assert.Equal("mariadb", failed.GetTagItem("db.system.name"));
        Assert.DoesNotContain(spans, span => span.TagObjects.Any(tag => $"{tag.Value}".Contains("secret", StringComparison.Ordinal)));
        Assert.Equal(1, spans.Count(span => span.GetTagItem("db.query.text") is not null));
    }

    [Fact]
    public void A_hundred_thousand_different_statements_make_a_bounded_number_of_time_series()
    {
        using var heard = new Heard(keepsAll: false);
        using var telemetry = new OperationTelemetry(heard, "shop");
        for (var number = 0; number < 100_000; number++)
        {
            var route = Of(string.Create(CultureInfo.InvariantCulture, $"SELECT c{number} FROM t{number} WHERE id = {number} AND name = 'secret{number}'"));
            telemetry.Begin(route, route.Decision, new OperationFacts($"tenant{number % 5000}", Topology, 1, WithText: true)).Ended(Fleet.Address('b'));
        }

        // 256 summaries and one for the rest, in 64 databases and in none; and one for the decisions.
        Assert.InRange(heard.Series.Count, 257, (257 * 65) + 1);
        Assert.Equal(200_000, heard.Series.Values.Sum());
        var summaries = heard.Series.Keys.SelectMany(series => series.Split(", ")).Where(tag => tag.StartsWith("db.query.summary=", StringComparison.Ordinal)).Distinct();
        Assert.Equal(257, summaries.Count());
        Assert.DoesNotContain(heard.Series.Keys, series => series.Contains("secret", StringComparison.Ordinal));
    }

    [Fact]
    public void A_hundred_thousand_error_numbers_make_a_bounded_number_of_time_series()
    {
        using var heard = new Heard(keepsAll: false);
        using var telemetry = new OperationTelemetry(heard, "shop");
        var route = Of("CALL signals()");
        for (var number = 1; number <= 100_000; number++)
        {
            var watched = telemetry.Begin(route, route.Decision, new OperationFacts("shop", Topology, 1, WithText: false));
            watched.Failed(new ServerError(number));
            watched.Ended(Fleet.Address('a'));
        }

        // One for each of 128, one for the rest; one for the decisions, one for the outcomes, one for the pins of what it may do.
        Assert.InRange(heard.Series.Count, 129, 132);
        Assert.Contains(heard.Series.Keys, series => series.Contains("error.type=_OTHER", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(StatementOutcome.NotExecuted, "not_executed")]
    [InlineData(StatementOutcome.RolledBack, "rolled_back")]
    [InlineData(StatementOutcome.Unknown, "unknown")]
    public void What_became_of_a_failed_statement_is_counted_by_a_word(StatementOutcome outcome, string word)
    {
        using var telemetry = new OperationTelemetry(_heard, "shop");
        var route = Of("UPDATE product SET name = 'x'");
        var watched = telemetry.Begin(route, route.Decision, new OperationFacts("shop", Topology, 1, WithText: false));

        watched.Failed(new RoutingDbException("gone", outcome, isTransient: false));
        watched.Ended(server: null);

        var failed = Assert.Single(_heard.Measurements, item => item.Instrument == "routingdata.statements.failed");
        Assert.Equal(word, failed.Tags["routingdata.outcome"]);
    }

    [Fact]
    public void Without_a_listener_nothing_is_watched()
    {
        using var deaf = new Heard(isListening: false);
        using var telemetry = new OperationTelemetry(deaf, "shop");
        using var pools = new PoolMetrics(deaf, "shop", _time);

        pools.Rented(this);
        pools.Returned(Fleet.Address('a'), this);

        Assert.False(telemetry.IsWatched);
        Assert.Empty(deaf.Measurements);
    }

    public void Dispose() => _heard.Dispose();

    private void MeasureAll()
    {
        var server = Fleet.Address('a');
        var metrics = new RoutingMetrics(_heard, new SourceNames(), "shop", () => 0, () => 0, () => (0, 0), () => TimeSpan.Zero);
        AllMeasured.By(metrics, server);
        var poolMetrics = new PoolMetrics(_heard, "shop", _time);
        poolMetrics.Created(server, TimeSpan.FromSeconds(1));
        poolMetrics.Waited(server, TimeSpan.FromSeconds(1), isLate: true);
        poolMetrics.Rented(this);
        poolMetrics.Returned(server, this);
        ExecuteAll(new OperationTelemetry(_heard, metrics.SourceName));
        var limits = new PoolLimits(MaxConnections: 10, MaxConcurrentConnects: 1, TimeSpan.FromSeconds(1));
        var pool = new ServerPool(server, new MySqlDriver(new FakeDriver(), DriverKind.Other), "", limits, _time, new InFlightClock(_time));
        Assert.True(pool.TryAcquirePermit());
        _time.Advance(TimeSpan.FromSeconds(1));
        var fleet = new FleetMetrics(_heard, metrics.SourceName, () => Topology, () => [pool], new PinnedSessions(_time), _ => true, _time);
        fleet.Changed(new TopologyEvent(TopologyEventKind.WriterElected, server, 10, 1, ""));
        fleet.FailoverOver(new FailoverRecord(10, server, DateTimeOffset.UnixEpoch) { Kind = FailoverKind.Switchover });
        _heard.WaitFor("routingdata.failover.duration");
        _heard.Observe();
        Assert.Equal(1, _heard.Measurements.Single(item => item.Instrument == "db.client.connection.count").Value);
    }

    private void ExecuteAll(OperationTelemetry telemetry)
    {
        Execute("SELECT name FROM product WHERE name = 'secret'", withText: true);
        Execute("SELECT ruled FROM ruled_table");
        Execute("UPDATE product SET name = 'secret'", exception: new ServerError(1213), server: 'a');
        Execute("UPDATE product SET name = 'secret'", exception: new TimeoutException(), server: null);
        Execute("BEGIN", server: 'a');
        var routes = new[] { Of("SELECT 1"), Of("SELECT 2") };
        var batch = BatchRoute.Of(_router.Policy, routes);
        telemetry.Begin(batch, batch.Decision, new OperationFacts("", Topology, 2, WithText: true)).Ended(Fleet.Address('b'));

        void Execute(string text, bool withText = false, Exception? exception = null, char? server = 'b')
        {
            var route = Of(text) with { Consistency = new(ConsistencyLevel.Global, 0) };
            var watched = telemetry.Begin(route, route.Decision, new OperationFacts("shop", Topology, 1, withText));
            if (exception is not null) watched.Failed(exception);
            watched.Ended(server is { } name ? Fleet.Address(name) : null);
        }
    }

    [GeneratedRegex("\"(?<name>(routingdata|db|server|error)\\.[a-z_.]+)\"")]
    private static partial Regex Name();

    private Route Of(string text) => _router.GetRoute(text, CommandType.Text, "shop", SqlModes.None, default);

    /// <summary>What a server answers with.</summary>
    private sealed class ServerError : System.Data.Common.DbException
    {
        public ServerError(int number)
            : base("secret")
        {
            Data["Server Error Code"] = number;
            Data["RoutingData.Outcome"] = nameof(StatementOutcome.RolledBack);
        }
    }
}
