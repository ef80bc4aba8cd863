using RoutingData.ProxySql.Abstractions;
using RoutingData.ProxySql.ConfigFiles;
using RoutingData.ProxySql.Mapping;
using RoutingData.ProxySql.Tables;

namespace RoutingData.ProxySql.Scripts;

/// <summary>
/// Runs a script of admin statements. What counts at its end is what the tables hold, as ProxySQL's would after LOAD TO RUNTIME; a module that was changed
/// and passed on nowhere is taken over all the same, and reported.
/// </summary>
internal static class AdminScript
{
    /// <param name="text">The script.</param>
    /// <param name="file">Its name, for positions.</param>
    /// <param name="before">What is configured so far.</param>
    /// <param name="warnings">Where it goes that changes no table.</param>
    /// <returns>What is configured then.</returns>
    /// <exception cref="ProxySqlFormatException">A statement is not understood, or refused.</exception>
    public static TableSet Run(string text, string file, TableSet before, WarningList warnings)
    {
        if (text.Length > ConfigLimits.Length) throw new ProxySqlFormatException(new ProxySqlPosition(file, 1, 1), $"More than {ConfigLimits.Length} characters.");
        using var database = new AdminDatabase(before);
        database.Begin();
        var last = new ProxySqlPosition(file, 1, 1);
        foreach (var statement in StatementSplitter.Split(text, file))
        {
            last = statement.Position;
            Run(statement, database, before, warnings);
        }

        foreach (var module in database.FindPending())
        {
            warnings.Add(
                ProxySqlWarningKind.Adjusted, module, "It was changed and not loaded to runtime, where ProxySQL would not heed it; it is taken over all the same.", last);
        }

        return database.Read();
    }

    private static void Run(AdminStatement statement, AdminDatabase database, TableSet before, WarningList warnings)
    {
        switch (statement.Words[0])
        {
            case "INSERT" or "REPLACE" or "UPDATE" or "DELETE":
                database.Change(statement);
                break;
            case "LOAD" or "SAVE" when LayerCommand.Of(statement) is { } command:
                if (!database.Move(command.Module, command.Move, before, statement.Position))
                    warnings.Add(ProxySqlWarningKind.NotSupported, command.Module, "RoutingData has no such module.", statement.Position);
                break;
            case "SET" when SetStatement.Of(statement) is { } set:
                if (!database.Set(set, statement.Position))
                    warnings.Add(ProxySqlWarningKind.Unknown, set.Name, "ProxySQL 2.7 has no such variable.", statement.Position);
                break;
            case "SELECT" or "SHOW" or "EXPLAIN":
                warnings.Add(ProxySqlWarningKind.NotNeeded, statement.Words[0], "It changes nothing.", statement.Position);
                break;
            case "USE" or "SET":
                warnings.Add(ProxySqlWarningKind.NotNeeded, statement.Words[0], "A session of the admin interface has no settings.", statement.Position);
                break;
            case "SAVE" or "PROXYSQL" or "FLUSH":
                warnings.Add(ProxySqlWarningKind.NotNeeded, statement.Words[0], Reasons.NoProcess, statement.Position);
                break;
            default:
                throw new ProxySqlFormatException(
                    statement.Position,
                    "It is no statement that a script may have: INSERT, REPLACE, UPDATE, DELETE, SET, LOAD ... TO RUNTIME, SAVE ... TO DISK and the like.");
        }
    }
}
