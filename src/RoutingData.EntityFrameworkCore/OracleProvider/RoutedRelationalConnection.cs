using System.Data.Common;
using Microsoft.EntityFrameworkCore.Storage;

namespace RoutingData.EntityFrameworkCore.OracleProvider;

/// <summary>EF Core's own connection, without a provider's casts; the interceptor makes what is under it.</summary>
internal sealed class RoutedRelationalConnection(RelationalConnectionDependencies dependencies) : RelationalConnection(dependencies)
{
    protected override bool SupportsAmbientTransactions => true;

    protected override DbConnection CreateDbConnection() =>
        throw new InvalidOperationException("The interceptor of UseRoutingMySql has been taken out of the options.");
}
