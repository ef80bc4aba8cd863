using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using RoutingData.Monitor;
using RoutingData.Testing;

namespace RoutingData.EntityFrameworkCore.Tests.Shop;

/// <summary>The provider that these tests run on: Pomelo's, on EF Core 9.</summary>
internal static class ShopProvider
{
    /// <summary>What makes a migration's column number itself.</summary>
    public static (string Name, object Value) AutoIncrement =>
        ("MySql:ValueGenerationStrategy", MySqlValueGenerationStrategy.IdentityColumn);

    /// <summary>Whether it creates a database over connections of any type: it casts the context's to the driver's as soon as the database is
    /// there.</summary>
    public static bool CreatesDatabases => false;

    /// <summary>Whether it takes a data source, or a connection of any type, without UseRoutingMySql.</summary>
    public static bool TakesOthers => true;

    /// <summary>Whether it may be named after UseRoutingMySql.</summary>
    public static bool MayComeLast => true;

    /// <summary>Whether it reads back what it has written in a statement of its own: on MariaDB by RETURNING.</summary>
    public static bool ReadsBack => false;

    private static ServerVersion Version => new LocalClusterOptions().Flavor == ServerFlavor.MariaDb
        ? new MariaDbServerVersion(new Version(10, 11))
        : new MySqlServerVersion(new Version(9, 0));

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, Action<MySqlDbContextOptionsBuilder>? configure = null) =>
        options.UseMySql(Version, configure);

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseMySql(connectionString, Version);

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, DbConnection connection) =>
        options.UseMySql(connection, Version);

    public static DbContextOptionsBuilder UseProvider(this DbContextOptionsBuilder options, DbDataSource source) => options.UseMySql(source, Version);
}
