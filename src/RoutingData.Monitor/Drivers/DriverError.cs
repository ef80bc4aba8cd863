using System.Data.Common;
using System.Net.Sockets;

namespace RoutingData.Monitor.Drivers;

/// <summary>
/// What a driver's exception says, in the two terms that hold for every driver: the server's own error number, and whether the
/// connection is gone. No other number, type or flag is portable (docs/drivers.md).
/// </summary>
internal static class DriverError
{
    public const int RecordChanged = 1020;
    public const int TooManyConnections = 1040;
    public const int DatabaseAccessDenied = 1044;
    public const int AccessDenied = 1045;
    public const int NotPrepared = 1047;
    public const int UnknownDatabase = 1049;
    public const int ShutdownInProgress = 1053;
    public const int UnknownColumn = 1054;
    public const int HostNotAllowed = 1130;
    public const int TableAccessDenied = 1142;
    public const int ColumnAccessDenied = 1143;
    public const int NoSuchTable = 1146;
    public const int CommitError = 1180;
    public const int TooManyUserConnections = 1203;
    public const int LockWaitTimeout = 1205;
    public const int LockTableFull = 1206;
    public const int Deadlock = 1213;
    public const int UserLimitReached = 1226;
    public const int PrivilegeMissing = 1227;
    public const int AuthenticationModeUnknown = 1251;
    public const int ReadOnlyOption = 1290;
    public const int QueryInterrupted = 1317;
    public const int XaRolledBack = 1402;
    public const int AuthenticationPluginMissing = 1524;
    public const int XaTimedOut = 1613;
    public const int XaDeadlock = 1614;
    public const int AccessDeniedWithoutPassword = 1698;
    public const int ReadOnlyTransaction = 1792;
    public const int PasswordMustChange = 1820;
    public const int ReadOnlyMode = 1836;
    public const int PasswordExpired = 1862;
    public const int ConnectionKilled = 1927;
    public const int OfflineMode = 3032;
    public const int HookFailed = 3100;
    public const int RolledBackAtCommit = 3101;
    public const int AccountLocked = 3118;
    public const int SecureTransportRequired = 3159;
    public const int AccountLockedByFailedLogins = 3955;
    public const int IdleTimeout = 4031;
    public const int AccountLockedOfMariaDb = 4151;

    // The client libraries' own code for "could not connect"; MySqlConnector uses it for an exhausted pool too.
    private const int CannotConnect = 1042;

    private const string ServerErrorCode = "Server Error Code";

    /// <summary>Returns the number of the error the server sent, or null when the exception is the driver's own.</summary>
    public static int? ServerNumber(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is DbException && exception.Data[ServerErrorCode] is int number && number > 0 && number != CannotConnect)
                return number;
        }

        return null;
    }

    /// <summary>Whether the exception means a connection that could not be made or is gone.</summary>
    public static bool IsConnectionLost(Exception? exception)
    {
        if (ServerNumber(exception) is { } number) return IsGoodbye(number);
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is IOException or SocketException or TimeoutException or ObjectDisposedException) return true;
            if (exception.Data[ServerErrorCode] is CannotConnect || IsTimeOver(exception)) return true;
        }

        return false;
    }

    /// <summary>Whether a driver says that it could not connect, and not the server that it lets no user in.</summary>
    public static bool CouldNotConnect(Exception exception) => exception is DbException && exception.Data[ServerErrorCode] is CannotConnect;

    /// <summary>Whether a driver had no time left: MySql.Data gives its socket what remains of its timeout, which .NET refuses when that is
    /// nothing.</summary>
    public static bool IsTimeOver(Exception exception) => exception is ArgumentOutOfRangeException { Source: "System.Net.Sockets" };

    /// <summary>Whether the server says with this number that it ends the connection, or that it is of no more use: a node of Galera outside its cluster.</summary>
    public static bool IsGoodbye(int number) =>
        number is ShutdownInProgress or ConnectionKilled or OfflineMode or IdleTimeout or NotPrepared;

    /// <summary>Whether a statement's error says that its connection ends, and may be one that code on the server signals: a driver's own number for
    /// what it could not connect to is one of the servers', too.</summary>
    public static bool MayBeGoodbye(Exception exception) =>
        CouldNotConnect(exception) || (ServerNumber(exception) is { } number && IsGoodbye(number));

    /// <summary>Whether the server refused a statement because it takes no writes; only a probe can say whether it is really
    /// read-only.</summary>
    public static bool IsReadOnlyRefusal(Exception? exception) =>
        ServerNumber(exception) is ReadOnlyOption or ReadOnlyMode or ReadOnlyTransaction;

    /// <summary>Whether the server undid the statement, or its whole transaction, for another transaction's sake.</summary>
    public static bool IsConflict(Exception? exception) =>
        ServerNumber(exception) is Deadlock or LockWaitTimeout or RecordChanged or RolledBackAtCommit;

    /// <summary>Whether it is an error with which a server may roll back the whole transaction, beside the statement.</summary>
    public static bool MayEndTransaction(int number) => number is
        Deadlock or LockWaitTimeout or RecordChanged or HookFailed or RolledBackAtCommit or LockTableFull or CommitError or XaRolledBack or XaTimedOut or XaDeadlock;

    /// <summary>Whether the server rolled the whole transaction back for another transaction's sake.</summary>
    public static bool IsVictim(Exception? exception) => ServerNumber(exception) is Deadlock or RolledBackAtCommit;

    /// <summary>Whether the server failed at COMMIT in a way that does not say whether the transaction is committed: a member of a group that is
    /// cut off rolls back what the others, which had it already, may commit.</summary>
    public static bool LeavesCommitOpen(Exception? exception) => ServerNumber(exception) is HookFailed or CommitError;

    /// <summary>Whether the server has no room for one more connection; it may have a moment later.</summary>
    public static bool IsFull(Exception? exception) =>
        ServerNumber(exception) is TooManyConnections or TooManyUserConnections or UserLimitReached;

    /// <summary>Whether the server has not got a database, or not yet the right to it, which comes by replication too.</summary>
    public static bool IsNoDatabase(Exception? exception) => ServerNumber(exception) is UnknownDatabase or DatabaseAccessDenied;

    /// <summary>Whether the server does not show a table: there is none, or the user has not got the right to it.</summary>
    public static bool IsHidden(Exception? exception) => ServerNumber(exception) is
        TableAccessDenied or ColumnAccessDenied or DatabaseAccessDenied or NoSuchTable or UnknownColumn or UnknownDatabase;

    /// <summary>Whether the server refused the application itself, as every other server would: wrong password, no such database, an account
    /// that is locked.</summary>
    public static bool IsLoginRefusal(Exception? exception) => ServerNumber(exception) is
        AccessDenied or DatabaseAccessDenied or UnknownDatabase or HostNotAllowed or AuthenticationModeUnknown or AuthenticationPluginMissing
        or AccessDeniedWithoutPassword or PasswordMustChange or PasswordExpired or AccountLocked or SecureTransportRequired
        or AccountLockedByFailedLogins or AccountLockedOfMariaDb;

    /// <summary>Whether the server answered with an error that says nothing about what it does for others: it lives. One that says goodbye, or
    /// that it serves no one (a Galera node outside its cluster), is no better than one that is silent.</summary>
    public static bool IsRefusal(Exception? exception) =>
        ServerNumber(exception) is { } number && !IsGoodbye(number);
}
