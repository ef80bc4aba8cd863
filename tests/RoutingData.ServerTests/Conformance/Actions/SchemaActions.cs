using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>GetSchema.</summary>
internal static class SchemaActions
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("GetSchema", async s =>
        {
            var connection = await s.Open();
            return await s.Both(() => connection.GetSchemaAsync(Token), connection.GetSchema);
        }),
        .. from name in new[] { "MetaDataCollections", "DataTypes", "Restrictions", "ReservedWords" }
            select new ConformanceAction($"GetSchema(\"{name}\")", async s => await Schema(s, await s.Open(), name)),
        new("GetSchema(\"Databases\"), its columns", async s => ColumnsOf(await Schema(s, await s.Open(), "Databases"))),
        new("GetSchema(\"DataSourceInformation\"), its columns", async s =>
            ColumnsOf(await Schema(s, await s.Open(), "DataSourceInformation"))),
        new("GetSchema(\"Tables\") of a database", async s =>
            NamesOf(await Schema(s, await s.Open(), "Tables", null, "testdb"), "TABLE_NAME")),
        new("GetSchema(\"Tables\") of one table", async s =>
            NamesOf(await Schema(s, await s.Open(), "Tables", null, "testdb", "kinds"), "TABLE_NAME")),
        new("GetSchema(\"Columns\") of a table", async s =>
            NamesOf(await Schema(s, await s.Open(), "Columns", null, "testdb", "kinds"), "COLUMN_NAME")),
        new("GetSchema(\"Procedures\"), its columns", async s => ColumnsOf(await Schema(s, await s.Open(), "Procedures"))),
        new("GetSchema(\"Indexes\") of a table", async s => ColumnsOf(await Schema(s, await s.Open(), "Indexes", null, "testdb", "notes"))),
        new("a collection that does not exist", async s => await Schema(s, await s.Open(), "Nothing")),
        new("null", async s => await Schema(s, await s.Open(), null!)),
        new("too many restrictions", async s => await Schema(s, await s.Open(), "Databases", "a", "b", "c", "d", "e")),
        new ConformanceAction("on a closed connection", s => Schema(s, s.New(), "Databases"))
            .DiffersOnMySqlConnector("ADO.NET asks for an InvalidOperationException; MySqlConnector opens and closes the connection")
        .DiffersOnMySqlData("an InvalidOperationException; MySql.Data throws a NullReferenceException"),
        new("in a transaction", async s =>
        {
            var connection = await s.Open();
            await s.Begin(connection);
            return NamesOf(await Schema(s, connection, "Tables", null, "testdb"), "TABLE_NAME");
        }),
        new("beside an open reader", async s =>
        {
            var connection = await s.Open();
            await s.Reader(connection, "SELECT 1 UNION SELECT 2");
            await Schema(s, connection, "Tables");
        }),
    ];

    private static Task<DataTable> Schema(Stage s, DbConnection connection, string name, params string?[] restrictions) =>
        restrictions.Length == 0
            ? s.Both(() => connection.GetSchemaAsync(name, Token), () => connection.GetSchema(name))
            : s.Both(() => connection.GetSchemaAsync(name, restrictions, Token), () => connection.GetSchema(name, restrictions));

    private static IEnumerable<string> ColumnsOf(DataTable table) =>
        table.Columns.Cast<DataColumn>().Select(column => $"{column.ColumnName} {column.DataType.Name}");

    private static IEnumerable<object> NamesOf(DataTable table, string column) =>
        table.Rows.Cast<DataRow>().Select(row => row[column]).OrderBy(name => name.ToString(), StringComparer.Ordinal);
}
