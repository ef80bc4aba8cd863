namespace RoutingData.Monitor.Reports;

/// <summary>How a probe failed, as far as it matters to the topology.</summary>
internal enum ProbeFailureKind
{
    /// <summary>No answer within the deadline: dead, hung, cut off or merely slow: which of these is not known yet.</summary>
    Timeout,

    /// <summary>The connection broke, or no connection could be made.</summary>
    Lost,

    /// <summary>The server answered, with an error: access denied, account locked, too many connections. It lives.</summary>
    Refused,

    /// <summary>The server answered that it serves no statement (1047): a node of Galera outside its cluster.</summary>
    NotPrepared,
}
