namespace RoutingData.Markers;

/// <summary>What the settled writer says of a marker whose statement's answer was lost.</summary>
internal enum MarkerState
{
    /// <summary>No answer came, within the caller's time.</summary>
    NoAnswer,

    /// <summary>It was not there, and a fence is there now: what it stands for is not committed and cannot be any more.</summary>
    Inserted,

    /// <summary>A fence was there already, left by an earlier question whose own answer was lost.</summary>
    Fenced,

    /// <summary>It is there: what it stands for is committed.</summary>
    Committed,

    /// <summary>It may have been deleted because of its age: that it is not there says nothing.</summary>
    Expired,

    /// <summary>There is no table of markers on that server.</summary>
    TableMissing,

    /// <summary>The table cannot be used: other columns, no privilege.</summary>
    Unusable,
}
