using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>Every kind of column, through every getter that fits.</summary>
internal static class ValueActions
{
    private static readonly string[] Columns =
    [
        "flag", "tiny", "small", "whole", "big", "real4", "real8", "exact", "word", "phrase", "fixed", "raw", "day", "moment", "span",
        "bits", "choice", "document",
    ];

    public static IEnumerable<ConformanceAction> All { get; } =
    [
        .. Columns.Select(column => new ConformanceAction($"{column}: its value, its type, NULL", async s =>
        {
            var reader = await s.Reader(await s.Open(), $"SELECT {column} FROM kinds ORDER BY id");
            await s.Read(reader);
            var value = reader.GetValue(0);
            await s.Read(reader);
            return new[] { value, reader.GetFieldType(0), reader.GetDataTypeName(0), reader.IsDBNull(0), reader.GetValue(0) };
        })),
        Got("GetBoolean", "flag", reader => reader.GetBoolean(0)),
        Got("GetByte", "flag", reader => reader.GetByte(0)),
        Got("GetInt16", "tiny", reader => reader.GetInt16(0)),
        Got("GetInt32", "small", reader => reader.GetInt32(0)),
        Got("GetInt64", "whole", reader => reader.GetInt64(0)),
        Got("GetInt64 of what is too large", "big", reader => reader.GetInt64(0)),
        Got("GetFloat", "real4", reader => reader.GetFloat(0)),
        Got("GetDouble", "real8", reader => reader.GetDouble(0)),
        Got("GetDecimal", "exact", reader => reader.GetDecimal(0)),
        Got("GetString", "word", reader => reader.GetString(0)),
        Got("GetGuid", "fixed", reader => reader.GetGuid(0)),
        Got("GetDateTime", "moment", reader => reader.GetDateTime(0)),
        Got("GetFieldValue<DateOnly>", "day", reader => reader.GetFieldValue<DateOnly>(0)),
        Got("GetFieldValue<DateTimeOffset>", "moment", reader => reader.GetFieldValue<DateTimeOffset>(0)),
        Got("GetFieldValue<TimeSpan>", "span", reader => reader.GetFieldValue<TimeSpan>(0)),
        Got("GetFieldValue<byte[]>", "raw", reader => reader.GetFieldValue<byte[]>(0)),
        Got("GetFieldValue<Guid>", "fixed", reader => reader.GetFieldValue<Guid>(0)),
        Got("GetFieldValue<int?>", "whole", reader => reader.GetFieldValue<int?>(0)),
        Got("GetFieldValue<object>", "word", reader => reader.GetFieldValue<object>(0)),
        Got("GetBytes", "raw", reader =>
        {
            var bytes = new byte[5];
            return new object?[] { reader.GetBytes(0, 1, bytes, 0, 5), bytes };
        }),
        Got("GetStream", "raw", reader => reader.GetStream(0).ReadByte()),
        new("Treat Tiny As Boolean=false", async s =>
            await s.Scalar(await s.Open(";Treat Tiny As Boolean=false"), "SELECT flag FROM kinds WHERE id = 1")),
        new("Convert Zero Datetime=true", async s => await s.Scalar(
            await s.Open(";Convert Zero Datetime=true"), "SELECT CAST('2026-01-01' AS DATETIME)")),
    ];

    private static ConformanceAction Got(string getter, string column, Func<DbDataReader, object?> get) =>
        new($"{getter} of {column}", async s =>
        {
            var reader = await s.Reader(await s.Open(), $"SELECT {column} FROM kinds WHERE id = 1");
            await s.Read(reader);
            return get(reader);
        });
}
