using Microsoft.Extensions.DependencyInjection;
using RoutingData.EntityFrameworkCore;
using RoutingData.EntityFrameworkCore.OracleProvider;
using RoutingData;

namespace Microsoft.EntityFrameworkCore;

/// <summary>Puts RoutingData under an EF Core provider for MySQL or MariaDB, whichever it is.</summary>
public static class RoutingDbContextOptionsExtensions
{
    /// <summary>
    /// Gives every context a routed connection of its own, in place of the one its provider would make: queries go to readers, SaveChanges,
    /// ExecuteUpdate, ExecuteDelete, migrations and transactions to the writer. Called twice, the last call counts. Only the connection
    /// without a database that a provider makes to create or drop one stays the provider's own.
    /// </summary>
    /// <param name="options">The context's options, with the provider's <c>UseMySql</c> or the like beside; Oracle's <c>UseMySQL</c> must have been
    /// called before.</param>
    /// <param name="dataSource">The servers. The application disposes of it.</param>
    public static DbContextOptionsBuilder UseRoutingMySql(this DbContextOptionsBuilder options, RoutingDbDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(dataSource);
        return options.UseRouted(dataSource.CreateConnection);
    }

    /// <summary>As <see cref="UseRoutingMySql(DbContextOptionsBuilder, RoutingDbDataSource)"/>, for a connection string with a list of servers:
    /// all contexts with an equal one share one monitor and one set of pools.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="connectionString"><c>Server=db001,db002:3307,db003;User ID=app;Password=...;Database=shop</c>.</param>
    public static DbContextOptionsBuilder UseRoutingMySql(this DbContextOptionsBuilder options, string connectionString)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        return options.UseRouted(() => new RoutingDbConnection(connectionString));
    }

    /// <summary>As <see cref="UseRoutingMySql(DbContextOptionsBuilder, RoutingDbDataSource)"/>, with the data source of
    /// <c>AddRoutingMySql</c> or <c>AddKeyedRoutingMySql</c>:
    /// <c>AddDbContextPool&lt;Shop&gt;((services, options) => options.UseMySql(...).UseRoutingMySql(services))</c>.</summary>
    /// <param name="options">The context's options.</param>
    /// <param name="services">The application's services.</param>
    /// <param name="serviceKey">The key of <c>AddKeyedRoutingMySql</c>; null for <c>AddRoutingMySql</c>.</param>
    /// <exception cref="InvalidOperationException">No data source is registered, or none under that key.</exception>
    public static DbContextOptionsBuilder UseRoutingMySql(
        this DbContextOptionsBuilder options, IServiceProvider services, string? serviceKey = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        return options.UseRoutingMySql(serviceKey is null
            ? services.GetRequiredService<RoutingDbDataSource>()
            : services.GetRequiredKeyedService<RoutingDbDataSource>(serviceKey));
    }

    /// <inheritdoc cref="UseRoutingMySql(DbContextOptionsBuilder, RoutingDbDataSource)"/>
    /// <typeparam name="TContext">The context.</typeparam>
    public static DbContextOptionsBuilder<TContext> UseRoutingMySql<TContext>(
        this DbContextOptionsBuilder<TContext> options, RoutingDbDataSource dataSource)
        where TContext : DbContext =>
        (DbContextOptionsBuilder<TContext>)((DbContextOptionsBuilder)options).UseRoutingMySql(dataSource);

    /// <inheritdoc cref="UseRoutingMySql(DbContextOptionsBuilder, string)"/>
    /// <typeparam name="TContext">The context.</typeparam>
    public static DbContextOptionsBuilder<TContext> UseRoutingMySql<TContext>(
        this DbContextOptionsBuilder<TContext> options, string connectionString)
        where TContext : DbContext =>
        (DbContextOptionsBuilder<TContext>)((DbContextOptionsBuilder)options).UseRoutingMySql(connectionString);

    /// <inheritdoc cref="UseRoutingMySql(DbContextOptionsBuilder, IServiceProvider, string?)"/>
    /// <typeparam name="TContext">The context.</typeparam>
    public static DbContextOptionsBuilder<TContext> UseRoutingMySql<TContext>(
        this DbContextOptionsBuilder<TContext> options, IServiceProvider services, string? serviceKey = null)
        where TContext : DbContext =>
        (DbContextOptionsBuilder<TContext>)((DbContextOptionsBuilder)options).UseRoutingMySql(services, serviceKey);

    private static DbContextOptionsBuilder UseRouted(this DbContextOptionsBuilder options, Func<RoutingDbConnection> create)
    {
        OraclesProvider.Fit(options);
        return options.AddInterceptors(new RoutedConnectionInterceptor(create));
    }
}
