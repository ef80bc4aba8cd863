using System.ComponentModel;
using System.Data.Common;

namespace RoutingData;

/// <summary>Fills a <see cref="System.Data.DataSet"/> and writes its changes back: reads go to a reader, the rest to the writer.</summary>
[DesignerCategory("")]
public sealed class RoutingDbDataAdapter : DbDataAdapter
{
    /// <summary>An adapter that needs its commands.</summary>
    public RoutingDbDataAdapter()
    {
    }

    /// <summary>An adapter.</summary>
    /// <param name="selectCommand">What it fills from.</param>
    public RoutingDbDataAdapter(RoutingDbCommand selectCommand) => SelectCommand = selectCommand;

    /// <summary>A row is about to be written.</summary>
    public event EventHandler<RowUpdatingEventArgs>? RowUpdating;

    /// <summary>A row has been written, or could not be.</summary>
    public event EventHandler<RowUpdatedEventArgs>? RowUpdated;

    /// <inheritdoc/>
    protected override void OnRowUpdating(RowUpdatingEventArgs value) => RowUpdating?.Invoke(this, value);

    /// <inheritdoc/>
    protected override void OnRowUpdated(RowUpdatedEventArgs value) => RowUpdated?.Invoke(this, value);
}
