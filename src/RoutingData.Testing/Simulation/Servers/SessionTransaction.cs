using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>An open transaction: a view of the tables as they were when it began, and what it has changed since.</summary>
internal sealed class SessionTransaction(Database view, bool isReadOnly)
{
    private readonly List<Change> _changes = [];

    public Database View { get; private set; } = view;

    public bool IsReadOnly => isReadOnly;

    public List<Change> Changes => _changes;

    public void Add(ImmutableArray<Change> changes)
    {
        _changes.AddRange(changes);
        View = View.With(changes);
    }
}
