using System.Data.Common;
using System.Globalization;
using System.Text.RegularExpressions;
using RoutingData.Monitor;
using RoutingData.ServerTests.Corpus;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Vocabularies;

/// <summary>
/// What names before a parenthesis mean to the server that runs: a stored function of each name is made, and called in three spellings. What the
/// router takes for a plain read must never call it.
/// </summary>
[Trait("Fault", "C7")]
[Trait("Fault", "S12")]
public sealed partial class VocabularyTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>
{
    private const string OfOurs = "4711";
    private const int NoSuchFunction = 1305;
    private const int WrongCount = 1318;

    // Some would wait, and an argument more or less makes a stored function of the servers' own shapes, which nobody calls so.
    private static readonly string[] LeftOut =
    [
        "SLEEP", "BENCHMARK", "MASTER_POS_WAIT", "SOURCE_POS_WAIT", "MASTER_GTID_WAIT", "GET_LOCK", "WAIT_FOR_EXECUTED_GTID_SET", "POINT",
        "LINESTRING", "POLYGON", "MULTIPOINT", "MULTILINESTRING", "MULTIPOLYGON", "GEOMETRYCOLLECTION", "JSON_TABLE",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_name_that_makes_a_plain_read_is_a_stored_function_to_the_server()
    {
        await using var routed = cluster.Source.CreateConnection();
        await routed.OpenAsync(Token);
        await using var admin = MySqlDriver.Find().Factory.CreateConnection()!;
        admin.ConnectionString = cluster.Servers.AdminConnectionString("db001");
        await admin.OpenAsync(Token);
        await ScalarAsync(admin, "CREATE DATABASE own");
        await ScalarAsync(admin, "USE own");

        List<string> wrong = [];
        var reads = 0;
        foreach (var name in Names())
        {
            await ScalarAsync(admin, $"CREATE FUNCTION own.`{name}`() RETURNS INT DETERMINISTIC NO SQL RETURN {OfOurs}");
            foreach (var call in CallsOf(name).Where(call => routed.Explain(call).Target == RouteTarget.Reader))
            {
                reads++;
                if (await ReachesOursAsync(admin, call)) wrong.Add(call);
            }

            await ScalarAsync(admin, $"DROP FUNCTION own.`{name}`");
        }

        Assert.Empty(wrong);
        Assert.InRange(reads, 1_000, int.MaxValue);
    }

    // Every word that stands before a parenthesis in the corpus, whosever function it is.
    private static IEnumerable<string> Names() =>
        CorpusStatements.Everything.SelectMany(statement => WordBeforeParenthesis().Matches(statement.Text))
            .Select(match => match.Groups[1].Value.ToUpperInvariant()).Distinct().Except(LeftOut);

    private static IEnumerable<string> CallsOf(string name) =>
        from spelling in new[] { name, $"{name} ", $"{name}/* */", $"`{name}`" }
        from arguments in new[] { "", "1", "1, 2", "1, 2, 3" }
        select $"SELECT {spelling}({arguments})";

    private static async Task<bool> ReachesOursAsync(DbConnection connection, string call)
    {
        try
        {
            return await ScalarAsync(connection, call) == OfOurs;
        }
        catch (DbException exception)
        {
            return ServerError.NumberOf(exception) is WrongCount or NoSuchFunction;
        }
        catch (Exception exception) when (
            exception is InvalidCastException or FormatException or ArgumentException || exception.GetType().Name == "MySqlConversionException")
        {
            // A date that .NET does not have: no answer of ours.
            return false;
        }
    }

    private static async Task<string?> ScalarAsync(DbConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(await command.ExecuteScalarAsync(Token), CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\b([A-Za-z_][A-Za-z0-9_]*)\s*\(")]
    private static partial Regex WordBeforeParenthesis();
}
