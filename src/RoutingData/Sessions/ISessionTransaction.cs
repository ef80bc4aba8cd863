using System.Data.Common;
using RoutingData.Pools;

namespace RoutingData.Sessions;

/// <summary>The transaction that the application began with a method of ADO.NET.</summary>
internal interface ISessionTransaction
{
    /// <summary>The connection that it runs on.</summary>
    BackendConnection Backend { get; }

    /// <summary>The driver's own, which its commands must name; null for one of which the driver knows nothing.</summary>
    DbTransaction? Inner { get; }

    /// <summary>Whether it only reads, on a reader.</summary>
    bool IsReadOnly { get; }

    /// <summary>Whether its COMMIT goes with a marker.</summary>
    bool HasMarker { get; }

    /// <summary>Why it does not, where that was asked for; else null.</summary>
    string? WhyNoMarker { get; }

    /// <summary>Notes that something may have been written in it.</summary>
    void NoteWrite();

    /// <summary>Rolls back what is still open and lets the session go; again does nothing.</summary>
    ValueTask EndAsync(bool async);
}
