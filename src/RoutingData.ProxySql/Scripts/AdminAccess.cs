namespace RoutingData.ProxySql.Scripts;

/// <summary>What a statement may do.</summary>
internal enum AdminAccess
{
    /// <summary>Anything: it is one of this library's own.</summary>
    All,

    /// <summary>Change configuration tables.</summary>
    Change,

    /// <summary>Read.</summary>
    Read,
}
