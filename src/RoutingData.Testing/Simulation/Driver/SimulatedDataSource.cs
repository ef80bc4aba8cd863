using System.Data.Common;

namespace RoutingData.Testing.Simulation;

/// <summary>A pool of connections to one server, as the real drivers keep one: what is given back waits for the next to ask, and is reset
/// then; disposing of the pool closes what waits in it.</summary>
internal sealed class SimulatedDataSource(SimulatedCluster cluster, string connectionString) : DbDataSource
{
    private readonly Lock _gate = new();
    private readonly Stack<SimulatedLink> _idle = new();
    private bool _disposed;

    public override string ConnectionString => connectionString;

    public ConnectionSettings Settings { get; } = ConnectionSettings.Of(connectionString);

    /// <summary>One that waits, or null.</summary>
    public SimulatedLink? Take()
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _idle.TryPop(out var link) ? link : null;
        }
    }

    /// <summary>Takes one back; closes it when it is of no more use.</summary>
    public void Return(SimulatedLink link)
    {
        lock (_gate)
        {
            if (!_disposed && !link.IsGone)
            {
                link.RollBackLater();
                _idle.Push(link);
                return;
            }
        }

        link.Close();
    }

    protected override DbConnection CreateDbConnection() => new SimulatedConnection(cluster) { Pool = this };

    protected override void Dispose(bool disposing)
    {
        SimulatedLink[] idle;
        lock (_gate)
        {
            _disposed = true;
            idle = [.. _idle];
            _idle.Clear();
        }

        foreach (var link in idle) link.Close();
        base.Dispose(disposing);
    }
}
