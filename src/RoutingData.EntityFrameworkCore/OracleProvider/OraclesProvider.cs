using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;

namespace RoutingData.EntityFrameworkCore.OracleProvider;

/// <summary>
/// MySql.EntityFrameworkCore casts connections to its driver's own class in two of its services, and nowhere else: with those two replaced
/// it runs on connections of any type. It is known by its name, because no provider is named in a type here.
/// </summary>
internal static class OraclesProvider
{
    private const string Name = "MySql.EntityFrameworkCore";

    /// <summary>Replaces the two, where the options have it.</summary>
    public static void Fit(DbContextOptionsBuilder options)
    {
        if (!options.Options.Extensions.Any(extension => extension.Info.IsDatabaseProvider && extension.GetType().Assembly.GetName().Name == Name)) return;
        options.ReplaceService<IRelationalConnection, RoutedRelationalConnection>().ReplaceService<IRelationalDatabaseCreator, RoutedDatabaseCreator>();
    }

    /// <summary>Whether a context is on it, fitted.</summary>
    /// <exception cref="InvalidOperationException">It is, and is not fitted.</exception>
    public static bool IsUnder(DbContext? context)
    {
        if (context?.Database.ProviderName != Name) return false;
        if (context.GetService<IRelationalConnection>() is RoutedRelationalConnection) return true;
        throw new InvalidOperationException(
            $"UseRoutingMySql must come after UseMySQL: {Name} runs on routed connections only with two of its services replaced, which is done where " +
            "the options have it already.");
    }
}
