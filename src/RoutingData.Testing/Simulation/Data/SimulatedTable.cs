using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>A table: immutable, so that a transaction's view of it costs nothing.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Columns">Its columns' names.</param>
/// <param name="KeyColumn">The place of its primary key; -1 when it has none of its own.</param>
/// <param name="AutoIncrementColumn">The place of the column the server numbers; -1 when there is none.</param>
/// <param name="Definition">Its columns as they were defined, each in a line, in the servers' own words.</param>
internal sealed record SimulatedTable(
    string Name, ImmutableArray<string> Columns, int KeyColumn, int AutoIncrementColumn, string Definition)
{
    /// <summary>The place of the column that is the time of the insert unless it is given; -1 when there is none.</summary>
    public int TimeColumn { get; init; } = -1;

    private static readonly Comparer<object> ByValue = Comparer<object>.Create(static (one, other) => Values.Compare(one, other));

    public ImmutableSortedDictionary<object, object?[]> Rows { get; init; } = ImmutableSortedDictionary.Create<object, object?[]>(ByValue);

    /// <summary>Returns the place of a column.</summary>
    /// <exception cref="SimulatedDbException">There is none of that name.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            if (Columns[i].Equals(column, StringComparison.OrdinalIgnoreCase)) return i;
        }

        throw ServerErrors.UnknownColumn(column, Name);
    }
}
