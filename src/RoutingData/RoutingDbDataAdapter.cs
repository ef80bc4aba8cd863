using System.ComponentModel;
using System.Data;
using System.Data.Common;

namespace RoutingData;

/// <summary>Fills a <see cref="System.Data.DataSet"/> and writes its changes back: reads go to a reader, the rest to the writer.</summary>
[DesignerCategory("")]
public sealed class RoutingDbDataAdapter : DbDataAdapter
{
    private readonly List<RoutingDbCommand> _batched = [];
    private int _batchSize = 1;

    /// <summary>Creates an adapter that needs its commands.</summary>
    public RoutingDbDataAdapter()
    {
    }

    /// <summary>Creates an adapter.</summary>
    /// <param name="selectCommand">What it fills from.</param>
    public RoutingDbDataAdapter(RoutingDbCommand selectCommand) => SelectCommand = selectCommand;

    /// <summary>A row is about to be written.</summary>
    public event EventHandler<RowUpdatingEventArgs>? RowUpdating;

    /// <summary>A row has been written, or could not be.</summary>
    public event EventHandler<RowUpdatedEventArgs>? RowUpdated;

    /// <summary>How many rows are written before their events are raised; the statements are sent one after another all the same.</summary>
    /// <value>0 is as many as there are. The default is 1.</value>
    public override int UpdateBatchSize
    {
        get => _batchSize;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            _batchSize = value;
        }
    }

    /// <inheritdoc/>
    protected override void InitializeBatching() => _batched.Clear();

    /// <inheritdoc/>
    protected override int AddToBatch(IDbCommand command)
    {
        // The adapter fills the same command with the next row's values.
        _batched.Add((RoutingDbCommand)((RoutingDbCommand)command).Clone());
        return _batched.Count - 1;
    }

    /// <inheritdoc/>
    protected override int ExecuteBatch() => _batched.Sum(command => command.ExecuteNonQuery());

    /// <inheritdoc/>
    protected override void ClearBatch()
    {
        foreach (var command in _batched) command.Dispose();
        _batched.Clear();
    }

    /// <inheritdoc/>
    protected override void TerminateBatching() => ClearBatch();

    /// <inheritdoc/>
    protected override void OnRowUpdating(RowUpdatingEventArgs value) => RowUpdating?.Invoke(this, value);

    /// <inheritdoc/>
    protected override void OnRowUpdated(RowUpdatedEventArgs value) => RowUpdated?.Invoke(this, value);
}
