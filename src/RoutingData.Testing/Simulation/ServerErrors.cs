namespace RoutingData.Testing.Simulation;

/// <summary>What the simulated servers refuse, in the real servers' numbers and words.</summary>
internal static class ServerErrors
{
    public static SimulatedDbException TooManyConnections() => new(1040, "08004", "Too many connections");

    public static SimulatedDbException AccessDenied(string user) =>
        new(1045, "28000", $"Access denied for user '{user}'@'%' (using password: YES)");

    public static SimulatedDbException Goodbye() => new(1053, "08S01", "Server shutdown in progress");

    public static SimulatedDbException UnknownColumn(string column, string table) =>
        new(1054, "42S22", $"Unknown column '{column}' in '{table}'");

    public static SimulatedDbException Duplicate(object key, string table) =>
        new(1062, "23000", $"Duplicate entry '{Values.Text(key)}' for key '{table}.PRIMARY'");

    public static SimulatedDbException NotUnderstood(string statement, string why) => new(1064, "42000",
        $"The simulated server does not understand this statement ({why}): {statement}. " +
        "Register its answer with SimulatedCluster.Answer, or use a LocalCluster.");

    public static SimulatedDbException TableDenied(string user, string table) =>
        new(1142, "42000", $"SELECT command denied to user '{user}'@'%' for table '{table}'");

    public static SimulatedDbException HookFailed() =>
        new(3100, "HY000", "Error on observer while running replication hook 'before_commit'.");

    public static SimulatedDbException UnknownTable(string table) => new(1146, "42S02", $"Table '{table}' doesn't exist");

    public static SimulatedDbException TableExists(string table) => new(1050, "42S01", $"Table '{table}' already exists");

    public static SimulatedDbException UnknownVariable(string name) => new(1193, "HY000", $"Unknown system variable '{name}'");

    public static SimulatedDbException UnknownDatabase(string name) => new(1049, "42000", $"Unknown database '{name}'");

    public static SimulatedDbException UnknownProcedure(string name) => new(1305, "42000", $"PROCEDURE {name} does not exist");

    public static SimulatedDbException UnknownPreparedStatement(string name) =>
        new(1243, "HY000", $"Unknown prepared statement handler ({name}) given to EXECUTE");

    public static SimulatedDbException UnknownConnection(object? id) => new(1094, "HY000", $"Unknown thread id: {id}");

    public static SimulatedDbException LockWaitTimeout() => new(1205, "HY000", "Lock wait timeout exceeded; try restarting transaction");

    public static SimulatedDbException Deadlock() =>
        new(1213, "40001", "Deadlock found when trying to get lock; try restarting transaction");

    public static SimulatedDbException ReadOnly() => new(1290, "HY000",
        "The MySQL server is running with the --read-only option so it cannot execute this statement");

    public static SimulatedDbException Interrupted() => new(1317, "70100", "Query execution was interrupted");

    public static SimulatedDbException ReadOnlyTransaction() => new(1792, "25006", "Cannot execute statement in a READ ONLY transaction.");
}
