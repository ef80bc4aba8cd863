namespace RoutingData.Configuration;

/// <summary>What is wrong with who may use the servers, and how (<c>mysql_users</c>).</summary>
internal static class SessionValidation
{
    public static IEnumerable<OptionsError> Validate(
        RoutingOptions options, RoutingDbConnectionStringBuilder connection, SharedKeywords shared)
    {
        if (shared.Username is null)
        {
            yield return new OptionsError(
                nameof(RoutingOptions.Username), "There is no user: set it, or write User ID=... in ConnectionString.");
        }

        if (!options.TransactionPersistent)
        {
            yield return new OptionsError(
                nameof(RoutingOptions.TransactionPersistent),
                "It cannot be false: a statement of a transaction that ran on another server would see neither its rows nor its locks. " +
                "Remove the setting; read outside the transaction what a reader may answer.");
        }

        for (var i = 0; i < options.ReadOnlyFunctions.Count; i++)
            if (ReadOnlyFunctionNames.Qualified(options.ReadOnlyFunctions[i], shared.DefaultSchema) is null)
                yield return new OptionsError($"{nameof(RoutingOptions.ReadOnlyFunctions)}[{i}]", Expected(shared));

        var listed = ReadOnlyFunctionNames.List(connection.ReadOnlyFunctions);
        if (listed.Any(name => ReadOnlyFunctionNames.Qualified(name, shared.DefaultSchema) is null))
            yield return new OptionsError(nameof(RoutingOptions.ConnectionString), $"In Read Only Functions: {Expected(shared)}");
    }

    private static string Expected(SharedKeywords shared) =>
        shared.DefaultSchema is null
            ? "Write schema.function, without parentheses; a function alone needs DefaultSchema to be in."
            : "Write schema.function or function, without parentheses.";
}
