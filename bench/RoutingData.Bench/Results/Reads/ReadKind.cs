namespace RoutingData.Bench.Results.Reads;

/// <summary>How a caller reads.</summary>
/// <param name="Shape">What it asks for.</param>
/// <param name="Async">Whether it awaits; else it blocks a thread of its own.</param>
/// <param name="Prepared">Whether its command is prepared.</param>
/// <param name="Sequential">Whether it reads with <see cref="System.Data.CommandBehavior.SequentialAccess"/>.</param>
internal sealed record ReadKind(ReadShape Shape, bool Async, bool Prepared = false, bool Sequential = false)
{
    /// <summary>Each shape awaited and blocking; rows also prepared, sequential, and both.</summary>
    public static IReadOnlyList<ReadKind> All { get; } =
    [
        .. Enum.GetValues<ReadShape>().SelectMany(shape => new[] { new ReadKind(shape, Async: true), new ReadKind(shape, Async: false) }),
        new(ReadShape.Rows, Async: true, Prepared: true),
        new(ReadShape.Rows, Async: false, Prepared: true),
        new(ReadShape.RowsOfWriter, Async: true, Sequential: true),
        new(ReadShape.RowsOfWriter, Async: false, Sequential: true),
        new(ReadShape.RowsInTransaction, Async: true, Prepared: true, Sequential: true),
        new(ReadShape.Scalar, Async: false, Prepared: true),
    ];

    public bool InTransaction => Shape is ReadShape.RowsInTransaction or ReadShape.ScalarInTransaction;

    public bool IsScalar => Shape is ReadShape.Scalar or ReadShape.ScalarInTransaction or ReadShape.Returning;

    public override string ToString() =>
        $"{(Async ? "async" : "sync")} {Shape}{(Prepared ? ", prepared" : "")}{(Sequential ? ", sequential" : "")}";
}
