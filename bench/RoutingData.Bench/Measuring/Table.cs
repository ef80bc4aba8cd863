using System.Globalization;

namespace RoutingData.Bench.Measuring;

/// <summary>A Markdown table, aligned for the terminal: what is printed can go into docs/performance.md as it is.</summary>
internal sealed class Table(params string[] columns)
{
    private readonly List<string[]> _rows = [columns, [.. columns.Select(_ => "---")]];

    public void Add(params object?[] cells) => _rows.Add([.. cells.Select(Text)]);

    public void Print()
    {
        int[] widths = [.. columns.Select((_, column) => _rows.Max(row => row[column].Length))];
        foreach (var row in _rows) Console.WriteLine($"| {string.Join(" | ", row.Select((cell, i) => cell.PadRight(widths[i])))} |");
        Console.WriteLine();
    }

    /// <summary>A figure with three significant digits at least.</summary>
    public static string Figure(double value) => value switch
    {
        double.NaN => "",
        >= 100 or <= -100 => value.ToString("N0", CultureInfo.InvariantCulture),
        >= 10 or <= -10 => value.ToString("0.0", CultureInfo.InvariantCulture),
        _ => value.ToString("0.00", CultureInfo.InvariantCulture),
    };

    private static string Text(object? cell) => cell switch
    {
        null => "",
        double number => Figure(number),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => cell.ToString() ?? "",
    };
}
