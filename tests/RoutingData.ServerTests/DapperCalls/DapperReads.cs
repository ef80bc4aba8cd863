using Dapper;
using static RoutingData.ServerTests.RoutedClusters.BothWorlds;

namespace RoutingData.ServerTests.DapperCalls;

/// <summary>The rows of docs/dapper.md that read; <c>keyed</c> holds (1, 10) and (2, 20).</summary>
internal static class DapperReads
{
    private const string ById = "SELECT id, v FROM keyed WHERE id = @id";
    private const string ByIds = "SELECT id, v FROM keyed WHERE id IN @ids ORDER BY id";

    public static IEnumerable<DapperExample> All { get; } =
    [
        Read("Query<Row>(\"SELECT ... WHERE id = @id\", new { id })", "WHERE id = 1", "1 10", async (connection, async) =>
            Text(await RunAsync(
                async, () => connection.QueryAsync<Row>(ById, new { id = 1 }), () => connection.Query<Row>(ById, new { id = 1 })))),
        Read("QuerySingle<Row>(...)", "WHERE id = 2", "2 20", async (connection, async) =>
            Text([await RunAsync(
                async, () => connection.QuerySingleAsync<Row>(ById, new { id = 2 }),
                () => connection.QuerySingle<Row>(ById, new { id = 2 }))])),
        Read("QueryFirstOrDefault<Row>(...)", "WHERE id = 3", null, async (connection, async) =>
            (await RunAsync(
                async, () => connection.QueryFirstOrDefaultAsync<Row>(ById, new { id = 3 }),
                () => connection.QueryFirstOrDefault<Row>(ById, new { id = 3 })))?.ToString()),
        Read("ExecuteScalar<long>(\"SELECT COUNT(*) ...\")", "SELECT COUNT(*) FROM keyed", "2", async (connection, async) =>
            (await RunAsync(
                async, () => connection.ExecuteScalarAsync<long>("SELECT COUNT(*) FROM keyed"),
                () => connection.ExecuteScalar<long>("SELECT COUNT(*) FROM keyed"))).ToString()),
        Read("Query<Row>(\"... WHERE id IN @ids\", new { ids })", "IN (1,2)", "1 10, 2 20", async (connection, async) =>
            Text(await RunAsync(
                async, () => connection.QueryAsync<Row>(ByIds, new { ids = new[] { 1, 2 } }),
                () => connection.Query<Row>(ByIds, new { ids = new[] { 1, 2 } })))),
        Read("Query<Row>(..., new DynamicParameters(...))", "WHERE id = 2", "2 20", async (connection, async) =>
        {
            var parameters = new DynamicParameters();
            parameters.Add("id", 2);
            return Text(await RunAsync(
                async, () => connection.QueryAsync<Row>(ById, parameters), () => connection.Query<Row>(ById, parameters)));
        }),
        Read("Query<Row>(..., buffered: false), QueryUnbufferedAsync<Row>(...)", "WHERE id = 1", "1 10", async (connection, async) =>
            Text(await RunAsync(
                async, () => connection.QueryUnbufferedAsync<Row>(ById, new { id = 1 }).ToListAsync().AsTask(),
                () => connection.Query<Row>(ById, new { id = 1 }, buffered: false).ToList()))),
        Read("Query<Row, Row, ...>(\"... JOIN ...\", map)", "JOIN keyed b", "10 20", async (connection, async) =>
        {
            const string Join = "SELECT a.id, a.v, b.id, b.v FROM keyed a JOIN keyed b ON b.id = a.id + 1";
            return (await RunAsync(
                async, () => connection.QueryAsync<Row, Row, string>(Join, (a, b) => $"{a.V} {b.V}"),
                () => connection.Query<Row, Row, string>(Join, (a, b) => $"{a.V} {b.V}"))).Single();
        }),
        Read("QueryMultiple(\"SELECT ...; SELECT ...\")", "SELECT id FROM keyed", "3 30", async (connection, async) =>
        {
            const string Two = "SELECT id FROM keyed; SELECT v FROM keyed";
            await using var grid = await RunAsync(async, () => connection.QueryMultipleAsync(Two), () => connection.QueryMultiple(Two));
            var (ids, values) = async
                ? ((await grid.ReadAsync<int>()).Sum(), (await grid.ReadAsync<int>()).Sum())
                : (grid.Read<int>().Sum(), grid.Read<int>().Sum());
            return $"{ids} {values}";
        }),
        Read("ExecuteReader(\"SELECT ...\")", "SELECT SUM(v) FROM keyed", "30", async (connection, async) =>
        {
            await using var reader = await RunAsync(
                async, () => connection.ExecuteReaderAsync("SELECT SUM(v) FROM keyed"),
                () => (System.Data.Common.DbDataReader)connection.ExecuteReader("SELECT SUM(v) FROM keyed"));
            return await reader.ReadAsync() ? reader.GetDecimal(0).ToString("0") : "";
        }),
    ];

    private static DapperExample Read(string code, string mark, string? expected, Func<RoutingDbConnection, bool, Task<string?>> run) =>
        new(code, "reader", mark, expected, run);

    private static string Text(IEnumerable<Row> rows) => string.Join(", ", rows.Select(row => $"{row.Id} {row.V}"));
}
