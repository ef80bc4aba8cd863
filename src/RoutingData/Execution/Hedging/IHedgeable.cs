using System.Data.Common;
using RoutingData.Pools;

namespace RoutingData.Execution.Hedging;

/// <summary>An operation of which a copy can run at the same time on another connection.</summary>
internal interface IHedgeable<T>
{
    /// <summary>Returns a copy of the driver's command, with its parameters as they are; null where there is none to be had.</summary>
    DbCommand? Copy();

    /// <summary>Runs the copy on the connection that it was pointed at.</summary>
    Task<T> RunCopyAsync(DbCommand copy);

    /// <summary>Notes that the copy's answer is the command's, so that Cancel is the copy's.</summary>
    void NoteAnsweredBy(DbCommand copy, BackendConnection backend);
}
