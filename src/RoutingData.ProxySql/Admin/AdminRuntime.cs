using System.Collections.Immutable;
using System.Data.Common;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RoutingData.Configuration;
using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Admin;

/// <summary>Puts what the tables say of a module in force, all of it or nothing.</summary>
/// <param name="dataSource">Whose configuration it is.</param>
/// <param name="options">What it was made with.</param>
internal sealed class AdminRuntime(RoutingDbDataSource dataSource, RoutingOptions options)
{
    private static readonly string[] Modules = ["MYSQL SERVERS", "MYSQL USERS", "MYSQL QUERY RULES", "MYSQL VARIABLES"];

    private RoutingOptions _options = OptionsCopy.Of(options);

    /// <summary>What the last LOAD did not take over as it stood.</summary>
    public ImmutableArray<ProxySqlWarning> Warnings { get; private set; } = [];

    /// <summary>The password that stays where a row has the mark of one that is in force.</summary>
    public string? PasswordOf(string column)
    {
        var configuration = dataSource.Runtime.Plan.Configuration;
        if (column != "mysql_users.password") return configuration.Monitor.Password;
        return new DbConnectionStringBuilder { ConnectionString = configuration.SharedConnectionString }.TryGetValue("Password", out var password) ? password as string : null;
    }

    /// <exception cref="RoutingAdminException">Something is wrong; all faults are in the message, and the former configuration stays in force.</exception>
    public void Load(string module, TableSet tables)
    {
        // The others say something of ProxySQL's own process.
        if (!Modules.Contains(module)) return;
        var warnings = new WarningList();
        var candidate = OptionsCopy.Of(_options);
        try
        {
            var settings = SettingsMapping.Of(tables, new ProxySqlOptions { Username = UserOf(tables), HasOwnDigests = true }, warnings);
            Apply(module, Bound(settings), settings, candidate);
            dataSource.Reload(candidate);
        }
        catch (OptionsValidationException e)
        {
            throw new RoutingAdminException($"Nothing was loaded. {string.Join(' ', e.Failures)}", e);
        }

        (_options, Warnings) = (candidate, warnings.ToImmutable());
    }

    private string? UserOf(TableSet tables) =>
        tables[UserTables.Users].Any(row => row.Is("active") && row["username"] == _options.Username) ? _options.Username : null;

    private static void Apply(string module, RoutingOptions loaded, IReadOnlyDictionary<string, string?> settings, RoutingOptions candidate)
    {
        switch (module)
        {
            case "MYSQL SERVERS":
                (candidate.Servers, candidate.ReplicationHostgroups) =
                    ([.. loaded.Servers.Select(server => WithZone(server, candidate.Servers))], loaded.ReplicationHostgroups);
                candidate.ConnectionString = WithoutServers(candidate.ConnectionString);
                break;
            case "MYSQL USERS":
                (candidate.Username, candidate.DefaultHostgroup) = (loaded.Username, loaded.DefaultHostgroup);
                candidate.Password = loaded.Password ?? candidate.Password;
                candidate.DefaultSchema = loaded.DefaultSchema ?? candidate.DefaultSchema;
                break;
            case "MYSQL QUERY RULES":
                candidate.QueryRules = [.. loaded.QueryRules.Select(rule => WithOwnSettings(rule, candidate.QueryRules))];
                break;
            default:
                var own = TakenVariables.All.Values.Select(variable => variable.Setting).Where(setting => setting != "DefaultSchema").ToHashSet(StringComparer.Ordinal);
                RoutingOptionsBinder.Bind(Section(settings.Where(setting => own.Contains(setting.Key))), candidate);
                break;
        }
    }

    // What ProxySQL's table has no column for stays with its rule.
    private static QueryRuleOptions WithOwnSettings(QueryRuleOptions rule, IEnumerable<QueryRuleOptions> former)
    {
        if (former.FirstOrDefault(other => other.RuleId == rule.RuleId) is not { } same) return rule;
        (rule.Consistency, rule.MaxStalenessMs, rule.Unsafe) = (same.Consistency, same.MaxStalenessMs, same.Unsafe);
        return rule;
    }

    // So does a zone with its server.
    private static ServerOptions WithZone(ServerOptions server, IEnumerable<ServerOptions> former)
    {
        server.Zone ??= former.FirstOrDefault(other => other.Hostname == server.Hostname && other.Port == server.Port)?.Zone;
        return server;
    }

    private static string? WithoutServers(string? connectionString)
    {
        if (connectionString is null) return null;
        var builder = new RoutingDbConnectionStringBuilder(connectionString);
        builder.Remove("Server");
        builder.Remove("Port");
        return builder.ConnectionString;
    }

    private static RoutingOptions Bound(IReadOnlyDictionary<string, string?> settings)
    {
        var options = new RoutingOptions();
        RoutingOptionsBinder.Bind(Section(settings), options);
        return options;
    }

    private static IConfigurationRoot Section(IEnumerable<KeyValuePair<string, string?>> settings) => new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
}
