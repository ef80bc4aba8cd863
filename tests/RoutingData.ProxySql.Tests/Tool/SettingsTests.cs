using System.Text.Json.Nodes;

namespace RoutingData.ProxySql.Tests.Tool;

/// <summary>Commands that read settings and ask no server: check, explain, admin on files.</summary>
public sealed class SettingsTests : IDisposable
{
    private const string Settings = """
        {
          "RoutingData": {
            "ConnectionString": "Server=db001,db002;User ID=app;Password=s3cret-string;Database=shop",
            "Monitor": { "Username": "watch", "Password": "s3cret-monitor" },
            "QueryRules": [
              { "RuleId": 1, "MatchDigest": "^SELECT", "DestinationHostgroup": 20 },
              { "RuleId": 2, "MatchDigest": "^SELECT .* FROM audit", "DestinationHostgroup": 10, "Apply": true }
            ]
          }
        }
        """;

    private readonly ToolRun _tool = new();

    public SettingsTests() => _tool.Write("appsettings.json", Settings);

    public void Dispose() => _tool.Dispose();

    [Fact]
    public async Task Check_lists_all_faults_and_ends_with_1()
    {
        _tool.Write("bad.json", Settings.Replace("\"DestinationHostgroup\": 20", "\"DestinationHostgroup\": 30, \"MatchPattern\": \"(\"", StringComparison.Ordinal));
        var end = await _tool.RunAsync("check", "bad.json");
        Assert.Equal(1, end.Code);
        Assert.Contains("fault: QueryRules[0].DestinationHostgroup", end.Output, StringComparison.Ordinal);
        Assert.Contains("fault: QueryRules[0].MatchPattern", end.Output, StringComparison.Ordinal);
        var faults = JsonNode.Parse((await _tool.RunAsync("check", "bad.json", "--json")).Output)!["faults"]!.AsArray();
        Assert.Equal(2, faults.Count);
    }

    [Fact]
    public async Task Check_warns_of_rules_and_ends_with_1_only_where_that_is_asked_for()
    {
        _tool.Write("rule.json", Settings.Replace("^SELECT\"", ".*\"", StringComparison.Ordinal));
        var end = await _tool.RunAsync("check", "rule.json");
        Assert.Equal(0, end.Code);
        Assert.Matches("warning: Query rule 1: .*\nNo faults, [0-9]+ warnings?.\n$", end.Output);
        Assert.Equal(1, (await _tool.RunAsync("check", "rule.json", "--strict")).Code);
    }

    [Fact]
    public async Task Check_says_what_a_file_of_ProxySQLs_has_in_vain_and_not_what_is_not_needed()
    {
        _tool.Write("proxysql.cnf", """
            mysql_variables = { threads = 4 }
            mysql_servers = ( { address = "db001"; hostgroup = 10; compression = 1 }, { address = "db002"; hostgroup = 20 } )
            mysql_replication_hostgroups = ( { writer_hostgroup = 10; reader_hostgroup = 20 } )
            mysql_users = ( { username = "app"; default_hostgroup = 10 } )
            mysql_query_rules = ( { rule_id = 1; match_digest = "^SELECT [a-z]+$"; destination_hostgroup = 20; apply = 1 } )
            """);
        var end = await _tool.RunAsync("check", "proxysql.cnf");
        Assert.Equal(0, end.Code);
        Assert.Contains("warning: mysql_servers.compression (line 2): ", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("threads", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(":\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_later_file_overrides()
    {
        _tool.Write("more.json", """{ "RoutingData": { "QueryRules": [ { "DestinationHostgroup": 77 } ] } }""");
        var end = await _tool.RunAsync("check", "appsettings.json", "more.json");
        Assert.Equal(1, end.Code);
        Assert.Contains("QueryRules[0].DestinationHostgroup", end.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT 1", "Reader", 20, 1)]
    [InlineData("SELECT a FROM audit", "Writer", 10, 2)]
    [InlineData("SELECT 1 FOR UPDATE", "Writer", 10, null)]
    [InlineData("INSERT INTO t VALUES (1)", "Writer", 10, null)]
    public async Task Explain_says_what_the_router_would_do(string statement, string target, int hostgroup, int? rule)
    {
        var json = JsonNode.Parse((await _tool.RunAsync("explain", statement, "--json")).Output)!;
        Assert.Equal((target, hostgroup, rule), ((string)json["target"]!, (int)json["hostgroup"]!, (int?)json["rule"]));
        Assert.Contains($"target:    {target}\nhostgroup: {hostgroup}\n", (await _tool.RunAsync("explain", statement)).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explain_works_without_settings()
    {
        File.Delete(Path.Combine(_tool.Folder, "appsettings.json"));
        var end = await _tool.RunAsync("explain", "SELECT 1");
        Assert.Equal(0, end.Code);
        Assert.Contains("target:    Reader", end.Output, StringComparison.Ordinal);
        Assert.Contains("only the statement itself is judged", end.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("SELECT hostname, port FROM mysql_servers ORDER BY 1", "hostname\tport\ndb001\t3306\ndb002\t3306\n")]
    [InlineData("SELECT NULL AS a, 'x\ty' AS b", "a\tb\nNULL\tx\\ty\n")]
    [InlineData("SELECT 1 AS a\\G", "*************************** 1. row ***************************\na: 1\n")]
    [InlineData("UPDATE mysql_servers SET weight = 2", "")]
    public async Task Admin_writes_lines_with_tabs_for_a_script(string statement, string output)
    {
        var end = await _tool.RunAsync("admin", "--", statement);
        Assert.Equal((0, output, ""), (end.Code, end.Output, end.Error));
    }

    [Fact]
    public async Task Admin_draws_tables_on_a_terminal()
    {
        var end = await _tool.RunWithAsync("", 80, "admin", "--", "SELECT hostname, port, CHAR(27) || '[2J' AS c FROM mysql_servers ORDER BY 1");
        Assert.Contains("| hostname | port | c    |\n", end.Output, StringComparison.Ordinal);
        Assert.Contains("| db001    | 3306 |  [2J |\n", end.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', end.Output);
        Assert.EndsWith("2 rows\n", end.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_ends_at_the_first_statement_that_is_refused()
    {
        var end = await _tool.RunAsync("admin", "--", "SELECT 1 AS a", "SELECT nothing FROM mysql_servers", "SELECT 2 AS a");
        Assert.Equal((1, "a\n1\n"), (end.Code, end.Output));
        Assert.Contains("statement(1,1): ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Admin_reads_statements_from_its_input()
    {
        var end = await _tool.RunWithAsync("SELECT 1\n  AS a;\n\nUPDATE mysql_servers SET weight = 7;\nSELECT DISTINCT weight FROM mysql_servers", null, "admin");
        Assert.Equal((0, "a\n1\nweight\n7\n"), (end.Code, end.Output));
        var bad = await _tool.RunWithAsync("nonsense;\nSELECT 1;", null, "admin");
        Assert.Equal((1, ""), (bad.Code, bad.Output));
    }

    [Fact]
    public async Task Admin_saves_where_it_is_told()
    {
        Assert.Equal(0, (await _tool.RunAsync("admin", "--save", "saved.cnf", "--", "SAVE MYSQL SERVERS TO DISK")).Code);
        Assert.Equal(2, ProxySqlImport.Read([new ProxySqlInput(ProxySqlInputKind.File, Path.Combine(_tool.Folder, "saved.cnf"))]).Settings.Keys.Count(key => key.EndsWith("Hostname", StringComparison.Ordinal)));
        Assert.Equal(1, (await _tool.RunAsync("admin", "--", "SAVE MYSQL SERVERS TO DISK")).Code);
    }

    [Fact]
    public async Task A_password_of_the_environment_counts_and_none_is_ever_written()
    {
        _tool.Write("none.json", Settings.Replace("s3cret-string", "s3cret-other\\u0022", StringComparison.Ordinal));
        string[][] commands =
        [
            ["check", "appsettings.json"], ["check", "none.json"], ["explain", "SELECT 1"], ["admin", "--", "SELECT * FROM mysql_users; SELECT * FROM global_variables"],
            ["admin", "--", "SELECT CONFIG FILE"], ["admin", "--", "INSERT INTO mysql_users(username, password) VALUES ('x', 's3cret-typed') nonsense"],
            ["admin", "--json", "--", "SELECT * FROM mysql_users"], ["import", "appsettings.json"],
        ];
        foreach (var command in commands)
        {
            var end = await _tool.RunAsync(command);
            Assert.DoesNotContain("s3cret", end.Output + end.Error, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(3, "There is no section Other", "check", "appsettings.json", "--section", "Other")]
    [InlineData(3, "bad.json", "check", "bad.json")]
    [InlineData(3, "missing.json", "admin", "--config", "missing.json", "--", "SELECT 1")]
    [InlineData(4, "no process listens there", "admin", "--socket", "none.sock", "--", "SELECT 1")]
    [InlineData(2, "goes without", "admin", "--socket", "none.sock", "--config", "appsettings.json", "--", "SELECT 1")]
    [InlineData(2, "Required", "")]
    public async Task What_cannot_be_done_ends_with_a_sentence_and_its_code(int code, string sentence, params string[] arguments)
    {
        _tool.Write("bad.json", "{ \"RoutingData\": ");
        var end = await _tool.RunAsync([.. arguments.Where(argument => argument.Length > 0)]);
        Assert.Equal(code, end.Code);
        Assert.Contains(sentence, end.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", end.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_names_the_command_as_it_is_typed()
    {
        var end = await _tool.RunAsync("--help");
        Assert.Equal(0, end.Code);
        Assert.Contains("routingdata [command]", end.Output, StringComparison.Ordinal);
        foreach (var command in new[] { "admin", "import", "explain", "check", "watch" }) Assert.Contains($"  {command} ", end.Output, StringComparison.Ordinal);
    }
}
