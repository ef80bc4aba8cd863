namespace RoutingData.ProxySql;

/// <summary>What became of a key or a statement that was not taken over as it stands.</summary>
public enum ProxySqlWarningKind
{
    /// <summary>It says something of ProxySQL's own process, which an application without a proxy does not have. Nothing is lost.</summary>
    NotNeeded,

    /// <summary>It had an effect in ProxySQL that RoutingData does not have.</summary>
    NotSupported,

    /// <summary>It was taken over with another value or another meaning.</summary>
    Adjusted,

    /// <summary>ProxySQL 2.7 has no such key: it may be misspelt. ProxySQL passes over it in silence.</summary>
    Unknown,
}
