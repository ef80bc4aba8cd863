using System.Data.Common;
using FluentMigrator.Runner.Processors.MySql;

namespace RoutingData.LibraryTests.Migrations;

/// <summary>Gives FluentMigrator routed connections; registered before AddMySql8, which adds its own only where there is none.</summary>
public sealed class RoutedDbFactory(IServiceProvider services) : MySqlDbFactory(services)
{
    /// <inheritdoc/>
    protected override DbProviderFactory CreateFactory() => RoutingDbProviderFactory.Instance;
}
