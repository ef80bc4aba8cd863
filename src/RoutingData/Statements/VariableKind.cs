namespace RoutingData.Statements;

/// <summary>What reading or setting a system variable means.</summary>
internal enum VariableKind : byte
{
    /// <summary>A setting like any other: the same on every connection that the session's settings were repeated on.</summary>
    Plain,
    Autocommit,
    SqlMode,

    /// <summary>@@transaction_isolation, @@transaction_read_only: without a scope, meant for the next transaction.</summary>
    TransactionCharacteristic,

    /// <summary>The character set that text is read in.</summary>
    ClientCharset,

    /// <summary>Switched on, it makes reads depend on what the connection did before.</summary>
    TiesReads,

    /// <summary>What COMMIT does beside committing; cannot be repeated.</summary>
    Completion,

    /// <summary>Reading it is a plain read, but setting it cannot be repeated elsewhere.</summary>
    Unrepeatable,

    /// <summary>Reading it asks the connection that did the session's work; setting it cannot be repeated.</summary>
    OfTheConnection,

    /// <summary>Reading it asks about the statement before.</summary>
    OfThePreviousStatement,

    /// <summary>Reading it asks for one server's place in replication.</summary>
    OfOneServer,
}
