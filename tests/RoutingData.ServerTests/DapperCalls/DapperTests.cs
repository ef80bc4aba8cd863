using System.Data;
using Dapper;
using RoutingData.ServerTests.RoutedClusters;
using RoutingData.Tests.Documentation;

namespace RoutingData.ServerTests.DapperCalls;

/// <summary>Dapper opens a closed connection for one call and lets the reader's end close it.</summary>
public sealed class DapperTests(RoutedCluster cluster) : IClassFixture<RoutedCluster>, IAsyncLifetime
{
    private static readonly DapperExample[] Examples = [.. DapperReads.All, .. DapperWrites.All];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static TheoryData<int, bool> Rows => new(
        from row in Enumerable.Range(0, Examples.Length)
        from async in new[] { true, false }
        select (row, async));

    public async ValueTask InitializeAsync()
    {
        await cluster.Servers.ExecuteAsync(
            "db001", "USE testdb; CREATE PROCEDURE IF NOT EXISTS doubles(IN a INT, OUT b INT) SET b = a * 2", Token);
        await cluster.Servers.WaitForReplicationAsync(Token);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    [Trait("Requirement", "D01")]
    public async Task Calls_on_a_closed_connection_go_where_the_document_says_and_leave_it_closed(int row, bool async)
    {
        var example = Examples[row];
        await using var connection = cluster.Source.CreateConnection();
        await cluster.Log.StartAsync();

        Assert.Equal(example.Expected, await example.RunAsync(connection, async));

        Assert.Equal(ConnectionState.Closed, connection.State);
        var places = (await cluster.Log.ReadAsync())
            .Where(statement => statement.IsExecution && statement.Text.Contains(example.Mark, StringComparison.Ordinal))
            .Select(statement => statement.Server).ToArray();
        Assert.NotEmpty(places);
        Assert.All(places, place => Assert.Equal(example.Role, place == "db001" ? "writer" : "reader"));
    }

    [Fact]
    public async Task Calls_on_an_open_connection_leave_it_open()
    {
        await using var connection = await cluster.Source.OpenConnectionAsync(Token);

        Assert.Equal(2, (await connection.QueryAsync<Row>("SELECT id, v FROM keyed")).Count());
        await connection.ExecuteAsync("INSERT INTO numbered (v) VALUES (9)");

        Assert.Equal(ConnectionState.Open, connection.State);
    }

    [Fact]
    public async Task An_enumeration_that_is_given_up_closes_the_connection()
    {
        await using var connection = cluster.Source.CreateConnection();
        foreach (var row in connection.Query<Row>("SELECT id, v FROM keyed", buffered: false))
        {
            Assert.Equal(ConnectionState.Open, connection.State);
            Assert.NotEqual(0, row.V);
            break;
        }

        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task A_failed_call_closes_what_it_opened_and_throws_the_drivers_error()
    {
        await using var connection = cluster.Source.CreateConnection();

        var error = await Record.ExceptionAsync(() => connection.QueryAsync<Row>("SELECT id, v FROM no_such_table"));

        const int NoSuchTable = 1146;
        Assert.Equal(NoSuchTable, ServerError.NumberOf(error));
        Assert.Equal(ConnectionState.Closed, connection.State);
    }

    [Fact]
    public void The_document_lists_them() => new Document("dapper.md").Check(
        "places",
        Document.TableOf(["you write", "it runs on"], Examples.Select(example => new[] { Code(example), Place(example) })));

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static string Code(DapperExample example) =>
        example.Code.StartsWith("a ", StringComparison.Ordinal) ? example.Code : Document.InCell(example.Code);

    private static string Place(DapperExample example) => example.Role == "writer" ? "the writer" : "a reader";
}
