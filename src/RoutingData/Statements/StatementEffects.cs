namespace RoutingData.Statements;

/// <summary>What a session must remember after a statement ran.</summary>
[Flags]
internal enum StatementEffects
{
    None = 0,

    /// <summary>BEGIN, START TRANSACTION; COMMIT or ROLLBACK with AND CHAIN.</summary>
    BeginsTransaction = 1 << 0,

    /// <summary>START TRANSACTION READ ONLY; always together with <see cref="BeginsTransaction"/>.</summary>
    BeginsReadOnlyTransaction = 1 << 1,

    /// <summary>COMMIT, ROLLBACK, or a statement that commits implicitly (manual, section 15.3.3).</summary>
    EndsTransaction = 1 << 2,

    /// <summary>SET autocommit to 0, or to a value that is not known here.</summary>
    DisablesAutocommit = 1 << 3,
    EnablesAutocommit = 1 << 4,
    PinsUserVariable = 1 << 5,
    PinsTemporaryTable = 1 << 6,

    /// <summary>LOCK TABLES, FLUSH TABLES ... WITH READ LOCK, LOCK INSTANCE FOR BACKUP, BACKUP STAGE.</summary>
    PinsTableLock = 1 << 7,

    /// <summary>GET_LOCK().</summary>
    PinsNamedLock = 1 << 8,

    /// <summary>PREPARE ... FROM.</summary>
    PinsPreparedStatement = 1 << 9,
    PinsXa = 1 << 10,

    /// <summary>HANDLER ... OPEN.</summary>
    PinsHandler = 1 << 11,

    /// <summary>Code that is not in the text may have left anything behind: CALL, EXECUTE, a compound statement, a function that is not
    /// known here.</summary>
    PinsUnknownCode = 1 << 12,

    /// <summary>A session setting that cannot be repeated on another connection as it stands.</summary>
    PinsSetting = 1 << 13,

    /// <summary>Session settings that can be repeated: <see cref="StatementTraits.Settings"/> has their text.</summary>
    ChangesSettings = 1 << 14,

    /// <summary>SET TRANSACTION without SESSION or GLOBAL: meant for the next transaction only.</summary>
    SetsNextTransaction = 1 << 15,
    ChangesDatabase = 1 << 16,
    ReleasesTableLocks = 1 << 17,

    /// <summary>RELEASE_LOCK(): one lock, by a name that is not known here.</summary>
    ReleasesNamedLock = 1 << 18,
    ReleasesAllNamedLocks = 1 << 19,

    /// <summary>HANDLER ... CLOSE.</summary>
    ClosesHandler = 1 << 20,

    /// <summary>XA COMMIT or XA ROLLBACK.</summary>
    EndsXa = 1 << 21,

    /// <summary>COMMIT RELEASE, ROLLBACK RELEASE: the server closes the connection.</summary>
    EndsConnection = 1 << 22,

    /// <summary>Has the server read text from now on in a character set other than UTF-8: what is beyond ASCII in it may be read otherwise
    /// than here.</summary>
    ChangesClientCharset = 1 << 23,

    /// <summary>SET sql_log_bin: what is written from then on may never reach a replica.</summary>
    StopsBinaryLog = 1 << 24,
}
