using RoutingData.ServerTests.Conformance.Actions;

namespace RoutingData.ServerTests.Conformance;

/// <summary>All actions, by capability.</summary>
internal static class ConformanceActions
{
    public static IReadOnlyList<ConformanceAction> All { get; } =
    [
        .. Of("Opening and closing", OpeningActions.All),
        .. Of("Connection properties", ConnectionPropertyActions.All),
        .. Of("Commands", CommandActions.All),
        .. Of("Command properties", CommandPropertyActions.All),
        .. Of("Parameters", ParameterActions.All),
        .. Of("Stored procedures", ProcedureActions.All),
        .. Of("Preparing", PrepareActions.All),
        .. Of("Cancelling", CancelActions.All),
        .. Of("Data readers", ReaderActions.All),
        .. Of("Values", ValueActions.All),
        .. Of("CloseConnection", CloseConnectionActions.All),
        .. Of("Transactions", TransactionActions.All),
        .. Of("Savepoints", SavepointActions.All),
        .. Of("TransactionScope", ScopeActions.All),
        .. Of("Session state", SessionActions.All),
        .. Of("Batches", BatchActions.All),
        .. Of("Schema", SchemaActions.All),
        .. Of("Data source", DataSourceActions.All),
        .. Of("Provider factory", FactoryActions.All),
        .. Of("Data adapter and command builder", AdapterActions.All),
        .. Of("Connection string builder", BuilderActions.All),
    ];

    private static IEnumerable<ConformanceAction> Of(string group, IEnumerable<ConformanceAction> actions) =>
        actions.Select(action => action with { Group = group });
}
