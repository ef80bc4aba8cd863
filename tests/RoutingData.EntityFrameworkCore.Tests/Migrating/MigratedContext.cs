using Microsoft.EntityFrameworkCore;

namespace RoutingData.EntityFrameworkCore.Tests.Migrating;

/// <summary>A context whose database is made by migrations.</summary>
public sealed class MigratedContext(DbContextOptions options) : DbContext(options);
