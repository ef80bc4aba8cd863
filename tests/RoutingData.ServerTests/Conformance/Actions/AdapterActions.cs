using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>DbDataAdapter and DbCommandBuilder.</summary>
internal static class AdapterActions
{
    private const string Select = "/* route=writer */ SELECT id, v, w FROM notes ORDER BY id";

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("Fill", async s => Filled((await Adapter(s)).Adapter)),
        new("Fill on a closed connection opens and closes it", s =>
        {
            var adapter = s.Factory.CreateDataAdapter()!;
            adapter.SelectCommand = s.Command(s.New(), "SELECT 1 AS a");
            return Filled(adapter);
        }),
        new("Fill of two results", s =>
        {
            var adapter = s.Factory.CreateDataAdapter()!;
            adapter.SelectCommand = s.Command(s.New(), "SELECT 1 AS a; SELECT 2 AS b");
            var set = new DataSet();
            adapter.Fill(set);
            return set.Tables.Cast<DataTable>().ToArray();
        }),
        new("FillSchema", s =>
        {
            var adapter = s.Factory.CreateDataAdapter()!;
            adapter.SelectCommand = s.Command(s.New(), "SELECT * FROM kinds");
            var table = new DataTable();
            adapter.FillSchema(table, SchemaType.Source);
            return new object?[] { table, table.PrimaryKey.Select(column => column.ColumnName) };
        }),
        new("Fill without a command", s => s.Factory.CreateDataAdapter()!.Fill(new DataTable())),
        new("Update of a changed, a new and a deleted row", async s =>
        {
            var (adapter, builder) = await Adapter(s);
            using (builder)
            {
                var table = Filled(adapter);
                table.Rows[0]["v"] = 77;
                table.Rows[1].Delete();
                table.Rows.Add(9, 99, "nine");
                return adapter.Update(table);
            }
        }),
        new("Update of a row that somebody else has changed", async s =>
        {
            var (adapter, builder) = await Adapter(s);
            using (builder)
            {
                var table = Filled(adapter);
                table.Rows[0]["v"] = 77;
                await s.NonQuery(await s.Open(), "UPDATE notes SET v = 5 WHERE id = 1");
                return adapter.Update(table);
            }
        }),
        new("Update in a transaction that is rolled back", async s =>
        {
            var (adapter, builder) = await Adapter(s);
            using (builder)
            {
                var transaction = await s.Begin(adapter.SelectCommand!.Connection!);
                adapter.SelectCommand.Transaction = transaction;
                var table = Filled(adapter);
                table.Rows[0]["v"] = 77;
                var updated = adapter.Update(table);
                await s.Rollback(transaction);
                return updated;
            }
        }),
        new ConformanceAction("the commands that the builder makes", async s =>
        {
            var (_, builder) = await Adapter(s);
            using (builder)
            {
                return new[] { builder.GetInsertCommand(), builder.GetUpdateCommand(), builder.GetDeleteCommand() }
                    .Select(command => $"{command.CommandText} {string.Join(", ", command.Parameters.Cast<DbParameter>()
                        .Select(parameter => $"{parameter.ParameterName} {parameter.SourceColumn} {parameter.SourceVersion}"))}");
            }
        })
        .DiffersOnMySqlData("the table's schema is named, as with MySqlConnector"),
        new ConformanceAction("the builder's commands by the columns' names", async s =>
        {
            var (_, builder) = await Adapter(s);
            using (builder) return builder.GetInsertCommand(useColumnsForParameterNames: true).CommandText;
        })
        .DiffersOnMySqlData("the table's schema is named, as with MySqlConnector"),
        new("the builder without an adapter", s => s.Factory.CreateCommandBuilder()!.GetInsertCommand()),
        new("the builder of a table without a key", async s =>
        {
            var adapter = s.Factory.CreateDataAdapter()!;
            adapter.SelectCommand = s.Command(await s.Open(), "SELECT 1 AS a");
            using var builder = s.Factory.CreateCommandBuilder()!;
            builder.DataAdapter = adapter;
            return builder.GetUpdateCommand();
        }),
        new("QuoteIdentifier and UnquoteIdentifier", s =>
        {
            using var builder = s.Factory.CreateCommandBuilder()!;
            return new[] { builder.QuoteIdentifier("a`b"), builder.UnquoteIdentifier("`a``b`"), builder.UnquoteIdentifier("ab") };
        }),
        new ConformanceAction("QuoteIdentifier of null", s => s.Factory.CreateCommandBuilder()!.QuoteIdentifier(null!))
            .DiffersOnMySqlConnector("an ArgumentNullException"),
        new("QuotePrefix, QuoteSuffix, separators", s =>
        {
            using var builder = s.Factory.CreateCommandBuilder()!;
            return new object?[]
            {
                builder.QuotePrefix, builder.QuoteSuffix, builder.CatalogSeparator, builder.SchemaSeparator, builder.CatalogLocation,
                builder.ConflictOption, builder.SetAllValues,
            };
        }),
        new ConformanceAction("UpdateBatchSize by default", s => s.Factory.CreateDataAdapter()!.UpdateBatchSize)
            .DiffersOnMySqlConnector("1, as ADO.NET says: each row's events come as it is written"),
        new("UpdateBatchSize of 2", async s =>
        {
            var (adapter, builder) = await Adapter(s);
            using (builder)
            {
                adapter.UpdateBatchSize = 2;
                var table = Filled(adapter);
                foreach (DataRow row in table.Rows) row["v"] = 77;
                adapter.UpdateCommand = builder.GetUpdateCommand();
                adapter.UpdateCommand.UpdatedRowSource = UpdateRowSource.None;
                return adapter.Update(table);
            }
        }),
    ];

    private static async Task<(DbDataAdapter Adapter, DbCommandBuilder Builder)> Adapter(Stage s)
    {
        var adapter = s.Factory.CreateDataAdapter()!;
        adapter.SelectCommand = s.Command(await s.Open(), Select);
        var builder = s.Factory.CreateCommandBuilder()!;
        builder.DataAdapter = adapter;
        return (adapter, builder);
    }

    private static DataTable Filled(DbDataAdapter adapter)
    {
        var table = new DataTable("filled");
        adapter.Fill(table);
        return table;
    }
}
