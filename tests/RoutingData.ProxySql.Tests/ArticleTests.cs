using Microsoft.Extensions.Configuration;
using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Tests.Mapping;
using RoutingData.Tests.Documentation;

namespace RoutingData.ProxySql.Tests;

/// <summary>The files of ./demo.sh --article: what a first ProxySQL is set up with, in a file and in the admin interface.</summary>
public sealed class ArticleTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "samples", "FailoverDemo", "Article");

    [Fact]
    public void They_load_as_they_stand()
    {
        var configuration = new ConfigurationBuilder().SetBasePath(Folder).AddProxySqlFile("proxysql.cnf").AddProxySqlAdminScript("setup.sql").Build();
        var import = ProxySqlImport.Read(
            [new(ProxySqlInputKind.File, Path.Combine(Folder, "proxysql.cnf")), new(ProxySqlInputKind.AdminScript, Path.Combine(Folder, "setup.sql"))]);
        Assert.Equal(import.Settings.Count, configuration.GetSection("RoutingData").AsEnumerable().Count(setting => setting.Value is not null));
        Assert.Equal(import.Warnings.Length, configuration.GetProxySqlWarnings().Length);

        var options = import.Options();
        Assert.Equal([(10, "db001"), (20, "db001"), (20, "db002"), (20, "db003")], options.Servers.Select(server => (server.HostgroupId, server.Hostname)));
        Assert.Equal(("appuser", "apppass", 10, "information_schema"), (options.Username, options.Password, options.DefaultHostgroup, options.DefaultSchema));
        Assert.Equal(("monitor", "monitor", 1500, 500), (options.Monitor.Username, options.Monitor.Password, options.Monitor.ReadOnlyIntervalMs, options.Monitor.ReadOnlyTimeoutMs));
        Assert.Equal((3000, 10, 36_000_000), (options.Pool.ConnectTimeoutMs, options.Failover.ConnectRetriesOnFailure, options.DefaultQueryTimeoutMs));
        Assert.Equal([(1, "^SELECT.*FOR UPDATE$", 10, false), (2, "^SELECT", 20, false)],
            options.QueryRules.Select(rule => (rule.RuleId, rule.MatchPattern!, rule.DestinationHostgroup!.Value, rule.Apply)));
        Assert.Contains("NotSupported mysql_users.transaction_persistent", import.Said());
    }

    [Fact]
    public void Every_key_is_taken_over_or_reported()
    {
        var import = Imports.File(File.ReadAllText(Path.Combine(Folder, "proxysql.cnf")));
        var keys = File.ReadLines(Path.Combine(Folder, "proxysql.cnf"))
            .Where(line => line.Contains(" = ", StringComparison.Ordinal)).Select(line => line.Split(" = ")[0].Trim()).ToArray();
        Assert.Equal(26, keys.Length);
        Assert.All(keys, key => Assert.True(
            TakenVariables.All.ContainsKey($"mysql-{key}") || import.Warnings.Any(warning => warning.Key == key || warning.Key.EndsWith($"-{key}", StringComparison.Ordinal)), key));
        Assert.DoesNotContain(import.Warnings, warning => warning.Kind == ProxySqlWarningKind.Unknown);
    }

    [Fact]
    public void A_script_goes_with_the_file_before_it_in_a_configuration_that_is_built_as_it_grows()
    {
        using var configuration = new ConfigurationManager();
        configuration.SetBasePath(Folder);
        configuration.AddProxySqlFile("proxysql.cnf").AddProxySqlAdminScript("setup.sql");
        configuration.AddProxySqlFile("proxysql.cnf", proxySql => proxySql.Section = "Reports");

        Assert.Equal(4, configuration.GetSection("RoutingData:Servers").GetChildren().Count());
        Assert.Empty(configuration.GetSection("Reports:Servers").GetChildren());
        Assert.Equal("3000", configuration["Reports:Pool:ConnectTimeoutMs"]);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named()
    {
        var builder = new ConfigurationBuilder().SetBasePath(Folder).AddProxySqlFile("gone.cnf");
        Assert.Contains("gone.cnf", Assert.ThrowsAny<IOException>(builder.Build).Message, StringComparison.Ordinal);
    }
}
