using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace RoutingData.ProxySql.Tests;

/// <summary>Settings follow changes of ProxySQL's files.</summary>
public sealed class ReloadTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("routingdata-reload-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task They_follow_the_file_and_what_it_includes_and_keep_what_was_where_it_is_broken()
    {
        Write("proxysql.cnf", "@include \"servers.cnf\"\nmysql_users = ( { username = \"app\" } )");
        Write("servers.cnf", "mysql_servers = ( { address = \"db001\" } )");
        var refused = new TaskCompletionSource<Exception>(TaskCreationOptions.RunContinuationsAsynchronously);
        var configuration = new ConfigurationBuilder().SetBasePath(_folder.FullName).AddProxySqlFile("proxysql.cnf", proxySql =>
        {
            proxySql.ReloadOnChange = true;
            proxySql.ReloadRefused = e => refused.TrySetResult(e);
        }).Build();
        using var disposal = (IDisposable)configuration;
        Assert.Equal("db001", configuration["RoutingData:Servers:0:Hostname"]);

        await ChangesAsync(configuration, "RoutingData:Servers:0:Hostname", "db002", () => Write("servers.cnf", "mysql_servers = ( { address = \"db002\" } )"));
        Write("servers.cnf", "mysql_servers = ( { address = ");
        Assert.IsType<ProxySqlFormatException>(await refused.Task.WaitAsync(Patience, TestContext.Current.CancellationToken));
        Assert.Equal(("db002", "app"), (configuration["RoutingData:Servers:0:Hostname"], configuration["RoutingData:Username"]));
        await ChangesAsync(configuration, "RoutingData:Username", "other", () =>
        {
            Write("servers.cnf", "");
            Write("proxysql.cnf", "mysql_users = ( { username = \"other\" } )");
        });
    }

    [Fact]
    public void They_do_not_unless_that_is_asked_for()
    {
        Write("proxysql.cnf", "mysql_users = ( { username = \"app\" } )");
        var provider = (ProxySqlConfigurationProvider)new ConfigurationBuilder().SetBasePath(_folder.FullName).AddProxySqlFile("proxysql.cnf").Build().Providers.Single();
        Assert.False(provider.Follows);
    }

    private static async Task ChangesAsync(IConfigurationRoot configuration, string key, string value, Action change)
    {
        var changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var following = ChangeToken.OnChange(configuration.GetReloadToken, () =>
        {
            if (configuration[key] == value) changed.TrySetResult();
        });
        change();
        await changed.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
    }

    // Whole at once, as editors and deployments write it.
    private void Write(string name, string text)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllText(path + ".new", text);
        File.Move(path + ".new", path, overwrite: true);
    }
}
