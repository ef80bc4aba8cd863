using System.Data.Common;

namespace RoutingData.Execution;

/// <summary>One result of a text, all of it: names and types of its columns, and its rows.</summary>
internal sealed record HeldResult
{
    public required string[] Names { get; init; }

    public required Type[] Types { get; init; }

    /// <summary>What the server calls the types.</summary>
    public required string[] TypeNames { get; init; }

    public required List<object[]> Rows { get; init; }

    /// <summary>Reads the result that a driver's reader is at.</summary>
    /// <param name="async">Whether to await.</param>
    /// <param name="reader">The driver's reader.</param>
    /// <param name="most">How many rows to keep.</param>
    /// <param name="cancellationToken">The caller's token.</param>
    public static async ValueTask<HeldResult> ReadAsync(bool async, DbDataReader reader, int most, CancellationToken cancellationToken)
    {
        var count = reader.FieldCount;
        var result = new HeldResult { Names = new string[count], Types = new Type[count], TypeNames = new string[count], Rows = [] };
        for (var i = 0; i < count; i++)
            (result.Names[i], result.Types[i], result.TypeNames[i]) = (reader.GetName(i), reader.GetFieldType(i), reader.GetDataTypeName(i));
        while (async ? await reader.ReadAsync(cancellationToken).ConfigureAwait(false) : reader.Read())
        {
            if (result.Rows.Count == most) continue;
            var row = new object[count];
            reader.GetValues(row);
            result.Rows.Add(row);
        }

        return result;
    }
}
