namespace RoutingData.SessionStates;

/// <summary>Why a session must stay on its writer connection.</summary>
[Flags]
internal enum SessionPins
{
    None = 0,
    UserVariable = 1 << 0,
    TemporaryTable = 1 << 1,
    TableLock = 1 << 2,
    NamedLock = 1 << 3,
    PreparedStatement = 1 << 4,
    Xa = 1 << 5,
    Handler = 1 << 6,
    UnknownCode = 1 << 7,
    Setting = 1 << 8,
    Rule = 1 << 9,
    DriverConnection = 1 << 10,
    NoDatabase = 1 << 11,
    Unlogged = 1 << 12,
}
