using FailoverDemo.View;
using Microsoft.Extensions.Configuration;

namespace FailoverDemo.Article;

/// <summary>What a ProxySQL would be set up with: its configuration file, and what is typed into its admin interface.</summary>
internal static class ArticleFiles
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Article");

    public static void AddTo(ConfigurationManager configuration, Journal journal)
    {
        configuration.AddInMemoryCollection([new("Logging:LogLevel:Default", "Warning"), new("Logging:LogLevel:RoutingData", "Information")]);
        configuration
            .AddProxySqlFile(Path.Combine(Folder, "proxysql.cnf"))
            .AddProxySqlAdminScript(Path.Combine(Folder, "setup.sql"));
        journal.Write("What of proxysql.cnf and setup.sql is not taken over as it stands", isTitle: true);
        foreach (var warning in ((IConfigurationRoot)configuration).GetProxySqlWarnings())
            journal.Write($"{Path.GetFileName(warning.Position.File)}({warning.Position.Line}): {warning.Key}: {warning.Reason}");
    }
}
