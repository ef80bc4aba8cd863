global using MySqlDbContextOptionsBuilder = MySql.EntityFrameworkCore.Infrastructure.MySQLDbContextOptionsBuilder;
using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using MySql.EntityFrameworkCore.Extensions;
using MySql.EntityFrameworkCore.Metadata;

namespace RoutingData.EntityFrameworkCore.Tests.Shop;

/// <summary>The provider that these tests run on: Oracle's, on EF Core 10.</summary>
internal static class ShopProvider
{
    // It insists on one, and nothing connects with it.
    private const string Nowhere = "Server=nowhere;Database=testdb";

    /// <summary>What makes a migration's column number itself.</summary>
    public static (string Name, object Value) AutoIncrement =>
        ("MySQL:ValueGenerationStrategy", MySQLValueGenerationStrategy.IdentityColumn);

    /// <summary>Whether it creates a database over connections of any type.</summary>
    public static bool CreatesDatabases => true;

    /// <summary>Whether it reads back what it has written in a statement of its own.</summary>
    public static bool ReadsBack => true;

    /// <summary>Whether it takes a data source, or a connection of any type, without UseRoutingMySql.</summary>
    public static bool TakesOthers => false;

    /// <summary>Whether it may be named after UseRoutingMySql.</summary>
    public static bool MayComeLast => false;

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, Action<MySqlDbContextOptionsBuilder>? configure = null) =>
        options.UseMySQL(Nowhere, configure ?? (_ => { }));

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, string connectionString) => options.UseMySQL(connectionString);

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, DbConnection connection) => options.UseMySQL(connection);

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, DbDataSource source) =>
        throw new NotSupportedException("It takes no data source.");
}
