using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Pools;

namespace RoutingData.Execution;

/// <summary>A batch as its execution sees it: one batch of the driver, pointed at one backend connection after another.</summary>
internal interface IRoutedBatch : IExecution
{
    /// <summary>The server of its connection's last statement.</summary>
    ServerAddress? LastServer { get; }

    /// <summary>Seconds; 0 sets no bound.</summary>
    int Timeout { get; set; }

    /// <summary>Its statements.</summary>
    DbBatchCommandCollection BatchCommands { get; }

    /// <summary>Returns the driver's batch on a connection, prepared there if it was prepared.</summary>
    ValueTask<DbBatch> AttachToAsync(bool async, BackendConnection backend, CancellationToken cancellationToken);
}
