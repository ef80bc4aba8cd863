namespace RoutingData.Configuration;

/// <summary>What is wrong with the sizes of pools: drivers refuse one that would keep more connections than it may have, at each connect.</summary>
internal static class PoolSizeValidation
{
    public static IEnumerable<OptionsError> Validate(RoutingOptions options, RoutingDbConnectionStringBuilder connection, SharedKeywords shared)
    {
        var keywords = new DriverKeywords(shared.ConnectionString);
        if (keywords.MinimumPoolSize is not { } least) yield break;
        if (keywords.MaximumPoolSize < least)
        {
            yield return new OptionsError(
                nameof(RoutingOptions.ConnectionString),
                $"Minimum Pool Size, {least}, is above Maximum Pool Size, {keywords.MaximumPoolSize}.");
        }

        for (var i = 0; i < options.Servers.Count; i++)
        {
            if (options.Servers[i].MaxConnections is > 0 and var most && most < least)
            {
                yield return new OptionsError(
                    $"{nameof(RoutingOptions.Servers)}[{i}].{nameof(ServerOptions.MaxConnections)}",
                    $"{most} is below Minimum Pool Size, {least}.");
            }
        }

        // Those that only the connection string lists.
        if (!connection.Servers.IsEmpty && least > new ServerOptions().MaxConnections)
        {
            yield return new OptionsError(
                nameof(RoutingOptions.ConnectionString),
                $"Minimum Pool Size, {least}, is above a server's MaxConnections, {new ServerOptions().MaxConnections}.");
        }
    }
}
