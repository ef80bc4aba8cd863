using System.Data.Common;
using LinqToDB;
using LinqToDB.Interceptors;

namespace RoutingData.LibraryTests.Libraries;

/// <summary>Gives linq2db the driver's own objects where it asks for them: for MySqlBulkCopy.</summary>
public sealed class UnwrapRouting : UnwrapDataObjectInterceptor
{
    /// <inheritdoc/>
    public override DbConnection UnwrapConnection(IDataContext dataContext, DbConnection connection) =>
        connection is RoutingDbConnection routed ? routed.GetDriverConnection<DbConnection>() : connection;

    /// <inheritdoc/>
    public override DbTransaction UnwrapTransaction(IDataContext dataContext, DbTransaction transaction) =>
        transaction is RoutingDbTransaction routed ? routed.GetDriverTransaction<DbTransaction>() : transaction;
}
