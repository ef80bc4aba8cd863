namespace RoutingData.Monitor.Gtids;

/// <summary>A server's position, fetched. The writer's holds every write that was answered before the fetch began; others' writes too, for while it says that it
/// is writable no other server has been one.</summary>
/// <param name="BegunAt">When the question set out, by the monitor's clock.</param>
/// <param name="Position">The answer.</param>
/// <param name="Flags">What else the same answer said; null where it is a probe's, which decides on the role itself.</param>
internal readonly record struct PositionFetch(long BegunAt, ServerPosition Position, ReadOnlyFlags? Flags = null)
{
    /// <summary>Whether it says that it is no writer.</summary>
    public bool IsReadOnly(ReadOnlyCheck check) => Flags is { } flags && flags.IsReadOnly(check);
}
