using System.Data.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using MySqlProvider;
using MySqlProvider.Infrastructure;

namespace Microsoft.EntityFrameworkCore;

/// <summary>
/// A small EF Core provider for MySQL and MariaDB: what the sample and the tests need, on whichever driver the application carries. In an
/// application of your own use a complete one; the calls look the same.
/// </summary>
public static class MySqlDbContextOptionsExtensions
{
    /// <summary>Without a connection of its own: it is supplied from outside, as UseRoutingMySql does.</summary>
    public static DbContextOptionsBuilder UseMySql(
        this DbContextOptionsBuilder options, Action<MySqlDbContextOptionsBuilder>? configure = null) =>
        options.Use(extension => extension, configure);

    /// <summary>To the servers of a connection string.</summary>
    public static DbContextOptionsBuilder UseMySql(
        this DbContextOptionsBuilder options, string connectionString, Action<MySqlDbContextOptionsBuilder>? configure = null) =>
        options.Use(extension => (MySqlOptionsExtension)extension.WithConnectionString(connectionString), configure);

    /// <summary>With a connection that the application made, and ends.</summary>
    public static DbContextOptionsBuilder UseMySql(
        this DbContextOptionsBuilder options, DbConnection connection, Action<MySqlDbContextOptionsBuilder>? configure = null) =>
        options.Use(extension => (MySqlOptionsExtension)extension.WithConnection(connection), configure);

    /// <summary>With the connections of a data source.</summary>
    public static DbContextOptionsBuilder UseMySql(
        this DbContextOptionsBuilder options, DbDataSource dataSource, Action<MySqlDbContextOptionsBuilder>? configure = null) =>
        options.Use(extension => extension.WithDataSource(dataSource), configure);

    private static DbContextOptionsBuilder Use(
        this DbContextOptionsBuilder options, Func<MySqlOptionsExtension, MySqlOptionsExtension> set,
        Action<MySqlDbContextOptionsBuilder>? configure)
    {
        var extension = set(options.Options.FindExtension<MySqlOptionsExtension>() ?? new MySqlOptionsExtension());
        ((IDbContextOptionsBuilderInfrastructure)options).AddOrUpdateExtension(extension);
        configure?.Invoke(new MySqlDbContextOptionsBuilder(options));
        return options;
    }
}
