using System.Data;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using RoutingData.Tool.Abstractions;
using Spectre.Console;

namespace RoutingData.Tool.Output;

/// <summary>Writes results: for a person a drawn table, for a script lines with tabs or JSON.</summary>
/// <param name="console">Where to.</param>
/// <param name="asJson">Whether JSON is asked for.</param>
internal sealed class ToolOutput(ToolConsole console, bool asJson)
{
    // It is read by programs and people, and not put into a page.
    private static readonly JsonSerializerOptions Pretty = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public bool AsJson => asJson;

    /// <summary>Writes JSON.</summary>
    public void Write(JsonNode json) => console.Out.WriteLine(json.ToJsonString(Pretty));

    /// <summary>Writes a line for a person.</summary>
    public void Line(string text) => console.Out.WriteLine(Printable.Line(text));

    /// <summary>Writes what a statement came to.</summary>
    /// <param name="rows">Its rows.</param>
    /// <param name="changed">How many were changed; below zero for a query.</param>
    /// <param name="upright">Whether each row is a block of lines, as \G asks for.</param>
    public void Write(DataTable rows, int changed, bool upright)
    {
        if (asJson)
        {
            Write(new JsonObject { ["changed"] = changed < 0 ? null : changed, ["rows"] = Json(rows) });
            return;
        }

        if (rows.Columns.Count == 0)
        {
            // A script asked for rows, and there are none.
            if (console.Width is not null) console.Out.WriteLine(changed >= 0 ? $"OK, {changed} rows changed" : "OK");
            return;
        }

        if (upright) WriteUpright(rows);
        else if (console.Width is { } width) Draw(rows, width);
        else WriteTabs(rows);
        if (console.Width is not null) console.Out.WriteLine($"{rows.Rows.Count} {(rows.Rows.Count == 1 ? "row" : "rows")}");
    }

    private static JsonArray Json(DataTable rows) =>
        [.. rows.Rows.Cast<DataRow>().Select(row => (JsonNode)new JsonObject(
            rows.Columns.Cast<DataColumn>().Select(column => KeyValuePair.Create(column.ColumnName, JsonOf(row[column])))))];

    private static JsonNode? JsonOf(object value) => value switch
    {
        DBNull => null,
        long number => number,
        int number => number,
        double number => number,
        _ => Printable.Of(value),
    };

    private void Draw(DataTable rows, int width)
    {
        var table = new Table { Border = TableBorder.Ascii };
        foreach (DataColumn column in rows.Columns)
        {
            var isNumber = column.DataType == typeof(long) || column.DataType == typeof(int) || column.DataType == typeof(double);
            table.AddColumn(new TableColumn(new Text(Printable.Line(column.ColumnName))) { Alignment = isNumber ? Justify.Right : Justify.Left });
        }

        foreach (DataRow row in rows.Rows) table.AddRow(row.ItemArray.Select(value => new Text(Printable.Line(Printable.Of(value)))));
        Terminal.Of(console, width).Write(table);
    }

    private void WriteTabs(DataTable rows)
    {
        console.Out.WriteLine(string.Join('\t', rows.Columns.Cast<DataColumn>().Select(column => Printable.Field(column.ColumnName))));
        foreach (DataRow row in rows.Rows) console.Out.WriteLine(string.Join('\t', row.ItemArray.Select(value => Printable.Field(Printable.Of(value)))));
    }

    private void WriteUpright(DataTable rows)
    {
        var longest = rows.Columns.Cast<DataColumn>().Max(column => column.ColumnName.Length);
        var number = 0;
        foreach (DataRow row in rows.Rows)
        {
            console.Out.WriteLine($"*************************** {++number}. row ***************************");
            foreach (DataColumn column in rows.Columns) console.Out.WriteLine($"{Printable.Line(column.ColumnName.PadLeft(longest))}: {Printable.Line(Printable.Of(row[column]))}");
        }
    }
}
