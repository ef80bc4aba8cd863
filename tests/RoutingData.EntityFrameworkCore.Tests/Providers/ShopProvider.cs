global using MySqlProvider;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;

namespace RoutingData.EntityFrameworkCore.Tests.Shop;

/// <summary>The provider that these tests run on: the sample's, since EF Core 10 has no other that works on a connection of another type.</summary>
internal static class ShopProvider
{
    /// <summary>What makes a migration's column number itself.</summary>
    public static (string Name, object Value) AutoIncrement => ("MySql:AutoIncrement", true);

    /// <summary>Whether it creates a database over connections of any type.</summary>
    public static bool CreatesDatabases => true;

    /// <summary>Whether it takes a data source, or a connection of any type, without UseRoutingMySql.</summary>
    public static bool TakesOthers => true;

    /// <summary>Whether it may be named after UseRoutingMySql.</summary>
    public static bool MayComeLast => true;

    /// <summary>Whether it reads back what it has written in a statement of its own.</summary>
    public static bool ReadsBack => true;

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, Action<MySqlDbContextOptionsBuilder>? configure = null) =>
        options.UseMySql(configure);

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, string connectionString) => options.UseMySql(connectionString);

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, DbConnection connection) => options.UseMySql(connection);

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, DbDataSource source) => options.UseMySql(source);
}
