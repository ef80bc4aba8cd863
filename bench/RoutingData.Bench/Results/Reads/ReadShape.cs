namespace RoutingData.Bench.Results.Reads;

/// <summary>What a caller asks for.</summary>
internal enum ReadShape
{
    /// <summary>All rows, from any reader.</summary>
    Rows,

    /// <summary>All rows, from the writer.</summary>
    RowsOfWriter,

    /// <summary>All rows, in a transaction.</summary>
    RowsInTransaction,

    /// <summary>All rows, as three results of one text.</summary>
    ThreeResults,

    /// <summary>Three rows.</summary>
    FewRows,

    /// <summary>One value.</summary>
    Scalar,

    /// <summary>One value, in a transaction.</summary>
    ScalarInTransaction,

    /// <summary>The value that an insert returns (MariaDB).</summary>
    Returning,
}
