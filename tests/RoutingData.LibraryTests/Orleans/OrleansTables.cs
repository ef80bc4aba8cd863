using MySqlConnector;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Testing;

namespace RoutingData.LibraryTests.Orleans;

/// <summary>The tables and procedures of Orleans, by its own scripts. They are in no package: <c>ROUTINGDATA_ORLEANS</c> names the folder that has them.</summary>
internal static class OrleansTables
{
    private static readonly string[] Scripts = ["MySQL-Main.sql", "MySQL-Clustering.sql", "MySQL-Persistence.sql"];

    /// <summary>The folder; null where none is named.</summary>
    public static string? Folder => Environment.GetEnvironmentVariable("ROUTINGDATA_ORLEANS");

    /// <summary>Makes them as the application's user: a procedure runs with the rights of who made it, and one of an administrator's would write on a
    /// server that is read-only.</summary>
    public static async Task MakeAsync(LocalCluster servers, CancellationToken cancellationToken)
    {
        await using var connection = new MySqlConnection($"{servers.Writer.ConnectionString};Database=testdb;Allow User Variables=true");
        await connection.OpenAsync(cancellationToken);
        foreach (var script in Scripts)
        {
            var text = await File.ReadAllTextAsync(Path.Combine(Folder!, script), cancellationToken);
            foreach (var part in Parts(text.ReplaceLineEndings("\n")))
            {
                await using var command = connection.Command(part);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }
    }

    // As the client program reads them: between DELIMITER $$ and DELIMITER ; each procedure ends with $$.
    private static IEnumerable<string> Parts(string script) => script
        .Split("DELIMITER ;\n").SelectMany(part => part.Split("DELIMITER $$\n")).SelectMany(part => part.Split("$$\n"))
        .Select(part => part.Trim()).Where(part => part.Length > 0);
}
