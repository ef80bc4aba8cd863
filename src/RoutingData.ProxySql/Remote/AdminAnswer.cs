using System.Buffers;
using System.Data;
using System.Text.Json;
using RoutingData.ProxySql.Scripts;

namespace RoutingData.ProxySql.Remote;

/// <summary>What an admin statement came to, as it goes over the socket.</summary>
internal static class AdminAnswer
{
    /// <summary>The most bytes of one.</summary>
    public const int Longest = 512 * 1024 * 1024;

    /// <summary>Writes a result.</summary>
    public static ReadOnlyMemory<byte> Of(DataTable rows, int changed) => Write(json =>
    {
        json.WriteNumber("changed", changed);
        json.WriteStartArray("columns");
        foreach (DataColumn column in rows.Columns) json.WriteStringValue(column.ColumnName);
        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (DataRow row in rows.Rows)
        {
            json.WriteStartArray();
            foreach (var value in row.ItemArray) WriteValue(json, value);
            json.WriteEndArray();
        }

        json.WriteEndArray();
    });

    /// <summary>Writes what is wrong.</summary>
    public static ReadOnlyMemory<byte> Of(string fault) => Write(json => json.WriteString("error", fault));

    /// <summary>Reads one.</summary>
    /// <exception cref="RoutingAdminException">It says what is wrong.</exception>
    /// <exception cref="JsonException">It is none.</exception>
    public static (DataTable Rows, int Changed) Read(ReadOnlyMemory<byte> content)
    {
        using var document = JsonDocument.Parse(content);
        var answer = document.RootElement;
        if (answer.TryGetProperty("error", out var fault)) throw new RoutingAdminException(fault.GetString() ?? "");
        var names = answer.GetProperty("columns").EnumerateArray().Select(column => column.GetString() ?? "").ToArray();
        var rows = answer.GetProperty("rows").EnumerateArray().Select(row => row.EnumerateArray().Select(ValueOf).ToArray()).ToList();
        return (ResultTable.Of(names, rows), answer.GetProperty("changed").GetInt32());
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number when double.IsFinite(number):
                json.WriteNumberValue(number);
                break;
            case null or DBNull:
                json.WriteNullValue();
                break;
            case byte[] bytes:
                json.WriteStringValue(Convert.ToHexString(bytes));
                break;
            default:
                json.WriteStringValue(Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
        }
    }

    private static object ValueOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetInt64(out var number) => number,
        JsonValueKind.Number => value.GetDouble(),
        JsonValueKind.Null => DBNull.Value,
        _ => value.GetString() ?? "",
    };

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> content)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        content(json);
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
