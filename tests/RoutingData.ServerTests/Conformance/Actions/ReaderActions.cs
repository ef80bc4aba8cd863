using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>Data readers: the driver's own.</summary>
internal static class ReaderActions
{
    private const string Two = "SELECT 1 AS a, 'x' AS b UNION ALL SELECT 2, NULL";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        On("the type", (_, reader) => reader.GetType())
            .Differs("`RoutingDbDataReader`: a result that was cut must be told from one that is over"),
        On("FieldCount, VisibleFieldCount, Depth, HasRows, IsClosed, RecordsAffected", (_, reader) => new object?[]
        {
            reader.FieldCount, reader.VisibleFieldCount, reader.Depth, reader.HasRows, reader.IsClosed, reader.RecordsAffected,
        }),
        On("GetName, GetOrdinal, GetDataTypeName, GetFieldType, GetProviderSpecificFieldType", (_, reader) => new object?[]
        {
            reader.GetName(0), reader.GetOrdinal("B"), reader.GetDataTypeName(1), reader.GetFieldType(0),
            reader.GetProviderSpecificFieldType(1),
        }),
        On("GetOrdinal of a name that is missing", (_, reader) => reader.GetOrdinal("c")),
        On("GetName beyond the last", (_, reader) => reader.GetName(2)),
        On("a value before Read", (_, reader) => reader.GetValue(0)),
        OnRow("a value by number and by name", reader => new[] { reader[0], reader["b"] }),
        OnRow("a value beyond the last", reader => reader.GetValue(2)),
        OnRow("GetValues into a longer array", reader =>
        {
            var values = new object[3];
            return new object?[] { reader.GetValues(values), values };
        }),
        OnRow("GetProviderSpecificValues", reader =>
        {
            var values = new object[2];
            return new object?[] { reader.GetProviderSpecificValues(values), values };
        }),
        OnRow("GetString of a number", reader => reader.GetString(0)),
        OnRow("GetInt32 of a text", reader => reader.GetInt32(1)),
        OnRow("GetGuid of a number", reader => reader.GetGuid(0)),
        OnRow("GetFieldValue<long>", reader => reader.GetFieldValue<long>(0)),
        OnRow("GetFieldValue<string>", reader => reader.GetFieldValue<string>(1)),
        OnRow("GetFieldValue<DateTime> of a number", reader => reader.GetFieldValue<DateTime>(0)),
        OnRow("GetTextReader", reader => reader.GetTextReader(1).ReadToEnd()),
        OnRow("GetChars", reader =>
        {
            var chars = new char[4];
            return new object?[] { reader.GetChars(1, 0, chars, 0, 4), new string(chars).TrimEnd('\0') };
        }),
        OnRow("GetChar", reader => reader.GetChar(1)),
        OnRow("GetData", reader => reader.GetData(0)),
        new("IsDBNull", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            await s.Read(reader);
            await s.Read(reader);
            return await s.Both(() => reader.IsDBNullAsync(1, Token), () => reader.IsDBNull(1));
        }),
        new("GetFieldValueAsync", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            await s.Read(reader);
            return await s.Both(() => reader.GetFieldValueAsync<int>(0, Token), () => reader.GetFieldValue<int>(0));
        }),
        new("GetInt32 of NULL", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT CAST(NULL AS SIGNED)");
            await s.Read(reader);
            return reader.GetInt32(0);
        }),
        new("Read to the end and once more", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            return new[] { await s.Read(reader), await s.Read(reader), await s.Read(reader), await s.Read(reader) };
        }),
        new("a value after the end", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT 1");
            await s.Read(reader);
            await s.Read(reader);
            return reader.GetValue(0);
        }),
        new("NextResult to the end and once more", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT 1; SELECT 2");
            return new[] { await s.Next(reader), await s.Next(reader), await s.Next(reader) };
        }),
        new("no rows", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT id FROM kinds WHERE id = 0");
            return new object?[] { reader.HasRows, reader.FieldCount, await s.Read(reader) };
        }),
        new("Close twice", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            await s.Close(reader);
            await s.Close(reader);
            return reader.IsClosed;
        }),
        new("Dispose twice", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            await s.Both(() => reader.DisposeAsync().AsTask(), reader.Dispose);
            await s.Both(() => reader.DisposeAsync().AsTask(), reader.Dispose);
            return reader.IsClosed;
        }),
        new("Read after Close", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            await s.Close(reader);
            await s.Read(reader);
        }),
        new("NextResult after Close", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            await s.Close(reader);
            await s.Next(reader);
        }),
        new("FieldCount after Close", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            await s.Close(reader);
            return reader.FieldCount;
        }),
        new("Close in the middle, then another command", async s =>
        {
            var connection = await s.Open();
            var reader = await s.Reader(connection, "SELECT a.id FROM kinds a, kinds b, kinds c; SELECT 2");
            await s.Read(reader);
            await s.Close(reader);
            return await s.Scalar(connection, "SELECT 3");
        }),
        new("an error in the second result", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT 1; SELECT * FROM nowhere");
            await s.Read(reader);
            await s.Next(reader);
        }),
        new("foreach", async s =>
        {
            var sum = 0L;
            foreach (IDataRecord row in await s.Reader(await s.Open(), Two)) sum += Convert.ToInt64(row.GetValue(0), null);
            return sum;
        }),
        new("GetSchemaTable", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT * FROM kinds WHERE id = 1");
            var table = (await s.Both(() => reader.GetSchemaTableAsync(Token), reader.GetSchemaTable))!;
            return table.Rows.Cast<DataRow>().Select(row => new[] { row["ColumnName"], row["DataType"], row["AllowDBNull"], row["IsKey"] });
        }),
        new("GetColumnSchema", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT * FROM kinds WHERE id = 1");
            var columns = await s.Both(() => reader.GetColumnSchemaAsync(Token), reader.GetColumnSchema);
            return columns.Select(column => new object?[]
            {
                column.ColumnName, column.DataTypeName, column.DataType, column.AllowDBNull, column.IsKey,
            });
        }),
        new ConformanceAction("whether it is an IDbColumnSchemaGenerator", async s =>
            await s.Reader(await s.Open(), Two) is IDbColumnSchemaGenerator)
            .DiffersOnMySqlData("it is, as MySqlConnector's are"),
        new("CommandBehavior.SingleRow", async s => await s.Rows(await s.Reader(await s.Open(), Two, CommandBehavior.SingleRow))),
        new("CommandBehavior.SingleResult", async s =>
            await s.Rows(await s.Reader(await s.Open(), "SELECT 1; SELECT 2", CommandBehavior.SingleResult))),
        new("CommandBehavior.SchemaOnly", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two, CommandBehavior.SchemaOnly);
            return new object?[] { reader.FieldCount, await s.Read(reader) };
        }),
        new("CommandBehavior.SchemaOnly of a write", async s =>
            await s.Close(await s.Reader(await s.Open(), "DELETE FROM notes", CommandBehavior.SchemaOnly))),
        new("CommandBehavior.KeyInfo", async s =>
        {
            var reader = await s.Reader(await s.Open(), "SELECT id FROM kinds", CommandBehavior.KeyInfo);
            return reader.GetSchemaTable()!.Rows[0]["IsKey"];
        }),
        new("what Dapper asks for", async s => await s.Rows(await s.Reader(
            await s.Open(), Two, CommandBehavior.SequentialAccess | CommandBehavior.SingleResult | CommandBehavior.SingleRow))),
        new("SequentialAccess, backwards", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two, CommandBehavior.SequentialAccess);
            await s.Read(reader);
            return new[] { reader.GetValue(1), reader.GetValue(0) };
        }),
        new("a DataTable loaded", async s =>
        {
            var table = new DataTable();
            table.Load(await s.Reader(await s.Open(), Two));
            return table;
        }),
        new("ReadAsync with a token that is cancelled", async s =>
        {
            var reader = await s.Reader(await s.Open(), Two);
            await reader.ReadAsync(new CancellationToken(canceled: true));
        }),
    ];

    private static ConformanceAction On(string name, Func<Stage, DbDataReader, object?> look) =>
        new(name, async s => look(s, await s.Reader(await s.Open(), Two)));

    private static ConformanceAction OnRow(string name, Func<DbDataReader, object?> look) => new(name, async s =>
    {
        var reader = await s.Reader(await s.Open(), Two);
        await s.Read(reader);
        return look(reader);
    });
}
