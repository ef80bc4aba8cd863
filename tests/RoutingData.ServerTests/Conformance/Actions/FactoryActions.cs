using System.Data;
using System.Data.Common;

namespace RoutingData.ServerTests.Conformance.Actions;

/// <summary>DbProviderFactory and its registration.</summary>
internal static class FactoryActions
{
    public static IEnumerable<ConformanceAction> All { get; } =
    [
        new("CanCreateBatch", s => s.Factory.CanCreateBatch),
        new("CanCreateCommandBuilder", s => s.Factory.CanCreateCommandBuilder),
        new("CanCreateDataAdapter", s => s.Factory.CanCreateDataAdapter),
        new("CanCreateDataSourceEnumerator", s => s.Factory.CanCreateDataSourceEnumerator),
        new("CreateDataSourceEnumerator", s => s.Factory.CreateDataSourceEnumerator()),
        new("CreateConnection", s => s.Factory.CreateConnection() is not null),
        new("CreateCommand", s => s.Factory.CreateCommand() is not null),
        new("CreateParameter", s => s.Factory.CreateParameter()?.GetType()),
        new("CreateConnectionStringBuilder", s => s.Factory.CreateConnectionStringBuilder() is not null),
        new("CreateCommandBuilder", s => s.Factory.CreateCommandBuilder() is not null),
        new("CreateDataAdapter", s => s.Factory.CreateDataAdapter() is not null),
        new("CreateBatch", s => s.Factory.CreateBatch() is not null),
        new("CreateBatchCommand", s => s.Factory.CreateBatchCommand().GetType()),
        new("a public static field named Instance", s =>
            ReferenceEquals(s.Factory.GetType().GetField("Instance")?.GetValue(null), s.Factory)),
        new("registered by type, found by name", s =>
        {
            var name = $"Conformance.{s.Factory.GetType().Name}.{s.Async}";
            DbProviderFactories.RegisterFactory(name, s.Factory.GetType());
            var found = DbProviderFactories.GetFactory(name);
            DbProviderFactories.UnregisterFactory(name);
            return ReferenceEquals(found, s.Factory);
        }),
        new("registered by its type's full name", s =>
        {
            var name = $"Conformance.{s.Factory.GetType().Name}.text";
            DbProviderFactories.RegisterFactory(name, s.Factory.GetType().AssemblyQualifiedName!);
            var found = DbProviderFactories.GetFactory(name);
            DbProviderFactories.UnregisterFactory(name);
            return ReferenceEquals(found, s.Factory);
        }),
        new("found by a command's connection", s =>
            ReferenceEquals(DbProviderFactories.GetFactory(s.Command(s.New(), "SELECT 1").Connection!), s.Factory)),
    ];
}
