using System.Collections.Immutable;

namespace RoutingData.Testing.Simulation;

/// <summary>Whether statements will commit something. Pure.</summary>
internal static class CommitForecast
{
    /// <param name="statements">The statements of one command.</param>
    /// <param name="isOpen">Whether a transaction is open, or autocommit off.</param>
    /// <param name="hasChanges">Whether something is there to be committed.</param>
    public static bool Of(ImmutableArray<SqlStatement> statements, bool isOpen, bool hasChanges)
    {
        foreach (var statement in statements)
        {
            switch (statement)
            {
                case InsertStatement or UpdateStatement or DeleteStatement when isOpen:
                    hasChanges = true;
                    break;
                // What code does is not known.
                case InsertStatement or UpdateStatement or DeleteStatement or CreateTableStatement or DropTableStatement or TruncateStatement
                    or CallStatement or ExecuteStatement:
                    return true;
                case BeginStatement or EndStatement { Commits: true } when hasChanges:
                    return true;
                case SetStatement set when hasChanges && set.Variables.Any(variable => variable.Name == "autocommit"):
                    return true;
                case BeginStatement:
                    isOpen = true;
                    break;
                case EndStatement:
                    (isOpen, hasChanges) = (false, false);
                    break;
            }
        }

        return false;
    }
}
