using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;

namespace RoutingData.ProxySql.Tests.Tool;

/// <summary><c>routingdata import</c>: settings on the output, the report on the error output.</summary>
public sealed class ImportTests : IDisposable
{
    private const string File = """
        admin_variables = { admin_credentials = "admin:s3cret-admin" }
        mysql_variables = { threads = 4; monitor_username = "watch"; monitor_password = "s3cret-monitor"; }
        mysql_servers = ( { address = "db001"; hostgroup = 10; compression = 1 }, { address = "db002"; hostgroup = 20; comment = "12" } )
        mysql_replication_hostgroups = ( { writer_hostgroup = 10; reader_hostgroup = 20 } )
        mysql_users = ( { username = "app"; password = "12345"; default_hostgroup = 10 } )
        mysql_query_rules = ( { rule_id = 1; active = 1; match_digest = "^SELECT"; destination_hostgroup = 20; apply = 1 } )
        """;

    private readonly ToolRun _tool = new();

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task What_is_written_is_what_the_file_itself_comes_to()
    {
        var file = _tool.Write("proxysql.cnf", File);
        var end = await _tool.RunAsync("import", "proxysql.cnf", "--with-passwords");
        Assert.Equal(0, end.Code);

        var read = new ConfigurationBuilder().AddJsonFile(_tool.Write("appsettings.json", end.Output)).Build().GetSection("RoutingData");
        var import = ProxySqlImport.Read([new ProxySqlInput(ProxySqlInputKind.File, file)]);
        Assert.Equal(
            import.Settings.OrderBy(setting => setting.Key, StringComparer.Ordinal).Select(setting => $"{setting.Key}={setting.Value}"),
            read.AsEnumerable(makePathsRelative: true).Where(setting => setting.Value is not null).OrderBy(setting => setting.Key, StringComparer.Ordinal)
                // The reader of JSON writes switches with a capital.
                .Select(setting => $"{setting.Key}={(setting.Value is "True" or "False" ? setting.Value.ToLowerInvariant() : setting.Value)}"));
        var json = JsonNode.Parse(end.Output)!["RoutingData"]!;
        Assert.Equal(("12345", "12"), ((string)json["Password"]!, (string)json["Servers"]![1]!["Comment"]!));
        Assert.Equal((10, true), ((int)json["Servers"]![0]!["HostgroupId"]!, (bool)json["QueryRules"]![0]!["Apply"]!));
        Assert.Equal(0, (await _tool.RunAsync("check", "appsettings.json")).Code);
    }

    [Fact]
    public async Task Each_reason_is_told_once_with_its_keys_and_passwords_are_left_out()
    {
        _tool.Write("proxysql.cnf", File);
        var end = await _tool.RunAsync("import", "proxysql.cnf");

        Assert.Equal(0, end.Code);
        Assert.Contains("Taken over: Servers 2, ReplicationHostgroups 1, QueryRules 1", end.Error, StringComparison.Ordinal);
        Assert.Contains("Left out, to be set from a secret store: RoutingData:Monitor:Password, RoutingData:Password.", end.Error, StringComparison.Ordinal);
        Assert.Matches(@"Not supported:\n  mysql_servers.compression \(line 3\): ", end.Error);
        Assert.Matches(@"Not needed:\n(.*\n)?  mysql-threads \(line 2\): ", end.Error);
        Assert.DoesNotContain("s3cret", end.Output + end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("12345", end.Output + end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_is_JSON_where_that_is_asked_for()
    {
        _tool.Write("proxysql.cnf", File);
        _tool.Write("setup.sql", "DELETE FROM mysql_servers WHERE hostname = 'db002'; LOAD MYSQL SERVERS TO RUNTIME;");
        var end = await _tool.RunAsync("import", "proxysql.cnf", "setup.sql", "--json", "--section", "Shop");

        Assert.Single(JsonNode.Parse(end.Output)!["Shop"]!["Servers"]!.AsArray());
        var report = JsonNode.Parse(end.Error)!;
        Assert.Equal(1, (int)report["takenOver"]!["Servers"]!);
        Assert.Equal(["Shop:Monitor:Password", "Shop:Password"], report["leftOut"]!.AsArray().Select(key => (string)key!).Order());
        Assert.Contains(report["warnings"]!.AsArray(), warning => (string)warning!["key"]! == "mysql-threads" && (int)warning["line"]! == 2 && (string)warning["kind"]! == "NotNeeded");
    }

    [Fact]
    public async Task What_an_application_would_not_start_with_is_written_all_the_same_and_ends_with_1()
    {
        _tool.Write("proxysql.cnf", "mysql_variables = { threads = 4 }");
        var end = await _tool.RunAsync("import", "proxysql.cnf");
        Assert.Equal(1, end.Code);
        Assert.NotNull(JsonNode.Parse(end.Output)!["RoutingData"]);
        Assert.Contains("An application would not start with these settings alone:", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "(1,17): ", "proxysql.cnf")]
    [InlineData(3, "missing.cnf", "missing.cnf")]
    [InlineData(2, "must end with", "proxysql.txt")]
    [InlineData(2, "no file of ProxySQL's", "appsettings.json")]
    [InlineData(2, "not both", "proxysql.cnf", "--from", "localhost")]
    [InlineData(2, "not both")]
    [InlineData(2, "is not host, host:port", "--from", "localhost:x")]
    [InlineData(2, "is not host, host:port", "--from", "a b:6032")]
    [InlineData(4, "::1:1: ", "--from", "[::1]:1")]
    [InlineData(4, "127.0.0.1:1: ", "--from", "127.0.0.1:1")]
    [InlineData(2, "--colour", "proxysql.cnf", "--colour")]
    public async Task What_cannot_be_done_ends_with_a_sentence_and_its_code(int code, string sentence, params string[] arguments)
    {
        _tool.Write("proxysql.cnf", "mysql_servers = nonsense");
        var end = await _tool.RunAsync(["import", .. arguments]);
        Assert.Equal(code, end.Code);
        Assert.Contains(sentence, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }
}
