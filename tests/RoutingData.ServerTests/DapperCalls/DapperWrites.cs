using System.Data;
using System.Transactions;
using Dapper;
using static RoutingData.ServerTests.RoutedClusters.BothWorlds;

namespace RoutingData.ServerTests.DapperCalls;

/// <summary>The rows of docs/dapper.md that belong to the writer.</summary>
internal static class DapperWrites
{
    private const string Insert = "INSERT INTO numbered (v) VALUES (@v)";
    private const string Count = "SELECT COUNT(*) FROM keyed";

    public static IEnumerable<DapperExample> All { get; } =
    [
        Write("Execute(\"UPDATE ...\", parameters)", "UPDATE keyed SET v = v WHERE id = 1", "1", async (connection, async) =>
            (await RunAsync(
                async, () => connection.ExecuteAsync("UPDATE keyed SET v = v WHERE id = @id", new { id = 1 }),
                () => connection.Execute("UPDATE keyed SET v = v WHERE id = @id", new { id = 1 }))).ToString()),
        Write("Execute(\"INSERT ...\", new[] { ... }): once a row", "INSERT INTO numbered (v) VALUES (", "2", async (connection, async) =>
            (await RunAsync(
                async, () => connection.ExecuteAsync(Insert, new[] { new { v = 1 }, new { v = 2 } }),
                () => connection.Execute(Insert, new[] { new { v = 1 }, new { v = 2 } }))).ToString()),
        Write("QuerySingle<ulong>(\"INSERT ...; SELECT LAST_INSERT_ID()\")", "LAST_INSERT_ID()", "True", async (connection, async) =>
            (await RunAsync(
                async, () => connection.QuerySingleAsync<ulong>(Insert + "; SELECT LAST_INSERT_ID()", new { v = 3 }),
                () => connection.QuerySingle<ulong>(Insert + "; SELECT LAST_INSERT_ID()", new { v = 3 })) > 0).ToString()),
        Write("Query<Row>(\"SELECT ... FOR UPDATE\")", "FOR UPDATE", "2", async (connection, async) =>
            (await RunAsync(
                async, () => connection.QueryAsync<Row>("SELECT id, v FROM keyed FOR UPDATE"),
                () => connection.Query<Row>("SELECT id, v FROM keyed FOR UPDATE"))).Count().ToString()),
        Write("Query<Row>(\"/* route=writer */ SELECT ...\")", "/* route=writer */", "2", async (connection, async) =>
            (await RunAsync(
                async, () => connection.QueryAsync<Row>("/* route=writer */ SELECT id, v FROM keyed"),
                () => connection.Query<Row>("/* route=writer */ SELECT id, v FROM keyed"))).Count().ToString()),
        Write("using (RoutingScope.Writer()) connection.Query<Row>(...)", Count, "2", async (connection, async) =>
        {
            using (RoutingScope.Writer()) return await CountAsync(connection, async);
        }),
        Write("Query<Row>(..., transaction: transaction)", Count, "2", async (connection, async) =>
        {
            await connection.OpenAsync(async);
            await using var transaction = await connection.BeginAsync(async);
            var count = await CountAsync(connection, async, transaction);
            await transaction.CommitAsync(async);
            await connection.CloseAsync(async);
            return count;
        }),
        Write("a query in a TransactionScope", Count, "2", async (connection, async) =>
        {
            using var scope = new TransactionScope(TransactionScopeAsyncFlowOption.Enabled);
            var count = await CountAsync(connection, async);
            scope.Complete();
            return count;
        }),
        Write("Execute(\"doubles\", parameters, commandType: CommandType.StoredProcedure)", "doubles", "42", async (connection, async) =>
        {
            var parameters = new DynamicParameters();
            parameters.Add("a", 21);
            parameters.Add("b", dbType: DbType.Int32, direction: ParameterDirection.Output);
            await RunAsync(
                async, () => connection.ExecuteAsync("doubles", parameters, commandType: CommandType.StoredProcedure),
                () => connection.Execute("doubles", parameters, commandType: CommandType.StoredProcedure));
            return parameters.Get<int>("b").ToString();
        }),
    ];

    private static DapperExample Write(string code, string mark, string? expected, Func<RoutingDbConnection, bool, Task<string?>> run) =>
        new(code, "writer", mark, expected, run);

    private static async Task<string?> CountAsync(RoutingDbConnection connection, bool async, IDbTransaction? transaction = null) =>
        (await RunAsync(
            async, () => connection.ExecuteScalarAsync<long>(Count, transaction: transaction),
            () => connection.ExecuteScalar<long>(Count, transaction: transaction))).ToString();
}
