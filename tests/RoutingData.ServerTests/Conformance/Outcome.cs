using System.Collections;
using System.Data;
using System.Globalization;
using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.ServerTests.Conformance;

/// <summary>What came of an action, as text that can be compared: values with their types, errors with the server's number.</summary>
internal static class Outcome
{
    public static string Of(object? value) => value switch
    {
        null => "null",
        DBNull => "DBNull",
        string text => $"\"{text}\"",
        byte[] bytes => $"0x{Convert.ToHexString(bytes)}",
        Type type => type.FullName!,
        Exception exception => Of(exception),
        DataTable table => Of(table),
        IEnumerable many => $"[{string.Join(", ", many.Cast<object?>().Select(Of))}]",
        _ => $"{value.GetType().Name} {Convert.ToString(value, CultureInfo.InvariantCulture)}",
    };

    public static string Of(Exception exception)
    {
        // A cancelled wait is a cancelled wait, whichever of the two types says so.
        var type = exception is OperationCanceledException ? typeof(OperationCanceledException) : exception.GetType();
        return ServerError.NumberOf(exception) is { } number ? $"{type} {number}" : $"{type}";
    }

    private static string Of(DataTable table)
    {
        var columns = table.Columns.Cast<DataColumn>().Select(column => $"{column.ColumnName} {column.DataType.Name}");
        var rows = table.Rows.Cast<DataRow>().Select(row => Of(row.ItemArray)).Order(StringComparer.Ordinal);
        return $"{table.TableName}({string.Join(", ", columns)}) {string.Join(" ", rows)}";
    }
}
