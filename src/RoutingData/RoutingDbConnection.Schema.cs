using System.Data;
using RoutingData.Execution;
using RoutingData.Threading;

namespace RoutingData;

// Metadata: the driver's own collections, asked of a reader as any plain read.
public sealed partial class RoutingDbConnection
{
    /// <inheritdoc/>
    public override DataTable GetSchema() => GetSchema("MetaDataCollections", []);

    /// <inheritdoc/>
    public override DataTable GetSchema(string collectionName) => GetSchema(collectionName, []);

    /// <inheritdoc/>
    public override DataTable GetSchema(string collectionName, string?[] restrictionValues) =>
        SyncResult.Of(SessionOperations.GetSchemaAsync(async: false, Runner, Session, collectionName, restrictionValues, CancellationToken.None));

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(CancellationToken cancellationToken = default) =>
        GetSchemaAsync("MetaDataCollections", [], cancellationToken);

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(string collectionName, CancellationToken cancellationToken = default) =>
        GetSchemaAsync(collectionName, [], cancellationToken);

    /// <inheritdoc/>
    public override Task<DataTable> GetSchemaAsync(
        string collectionName, string?[] restrictionValues, CancellationToken cancellationToken = default) =>
        SessionOperations.GetSchemaAsync(async: true, Runner, Session, collectionName, restrictionValues, cancellationToken).AsTask();
}
