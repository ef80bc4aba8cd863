namespace RoutingData;

/// <summary>What became of a statement that ended with an error.</summary>
public enum StatementOutcome
{
    /// <summary>The statement did not run on any server; it is safe to run it again.</summary>
    NotExecuted,

    /// <summary>The statement was sent and no answer came back: it may or may not have run. Running it again may run it twice.</summary>
    Unknown,

    /// <summary>The statement was part of a transaction that was rolled back with the connection; the transaction may be run again.</summary>
    RolledBack,
}
