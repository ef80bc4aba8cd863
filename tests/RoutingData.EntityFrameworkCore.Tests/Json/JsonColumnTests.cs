using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using RoutingData.EntityFrameworkCore.Tests.Shop;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.EntityFrameworkCore.Tests.Json;

/// <summary>A JSON column is written on the writer, and asked about on a reader with the servers' functions.</summary>
public sealed class JsonColumnTests(ShopCluster cluster) : IClassFixture<ShopCluster>
{
    private const string Red = "SELECT * FROM Notes WHERE JSON_UNQUOTE(JSON_EXTRACT(Body, '$.colour')) = {0}";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_is_written_changed_and_found()
    {
        await using (var notes = new NoteContext(cluster.Options()))
        {
            await notes.GetService<IRelationalDatabaseCreator>().CreateTablesAsync(Token);
            notes.Add(new Note { Body = """{"colour": "red", "sizes": [1, 2]}""" });
            await notes.SaveChangesAsync(Token);
        }

        await cluster.Servers.WaitForReplicationAsync(Token);
        await cluster.Log.StartAsync();
        await using (var notes = new NoteContext(cluster.Options()))
        {
            var note = Assert.Single(await notes.Notes.FromSqlRaw(Red, "red").ToListAsync(Token));
            note.Body = """{"colour": "blue"}""";
            await notes.SaveChangesAsync(Token);
            Assert.Equal(1, await notes.Database.ExecuteSqlRawAsync("UPDATE Notes SET Body = JSON_SET(Body, '$.colour', 'green')", Token));
        }

        Assert.Equal("green", await cluster.Servers.ScalarAsync("db001", "SELECT JSON_UNQUOTE(JSON_EXTRACT(Body, '$.colour')) FROM testdb.Notes", Token));
        var log = (await cluster.Log.ReadAsync()).Where(statement => statement.IsExecution && statement.Text.Contains("Notes", StringComparison.Ordinal)).ToArray();
        Assert.All(log, statement => Assert.Equal(!statement.Text.StartsWith("SELECT", StringComparison.Ordinal), statement.Server == "db001"));
        Assert.Contains(log, statement => statement.Server != "db001");
    }
}
