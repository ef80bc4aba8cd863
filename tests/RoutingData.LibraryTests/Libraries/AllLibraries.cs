using RoutingData.ServerTests.RoutedClusters;

namespace RoutingData.LibraryTests.Libraries;

/// <summary>Those that a statement is run through.</summary>
internal static class AllLibraries
{
#if FREESQL
    public static TheoryData<string> Names => ["Dapper", "Dapper.AOT", "linq2db", "EF Core, Pomelo", "DbProviderFactories", "FreeSql"];
#else
    public static TheoryData<string> Names => ["Dapper", "Dapper.AOT", "linq2db", "EF Core, Pomelo", "DbProviderFactories"];
#endif

    /// <summary>The library of this name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="cluster">The servers.</param>
    /// <param name="level">How fresh reads have to be.</param>
    public static ILibrary Make(string name, RoutedCluster cluster, ConsistencyLevel level)
    {
        var source = cluster.NewSource(options => options.Consistency.Level = level);
        var flavor = cluster.Servers.Flavor;
        return name switch
        {
            "Dapper" => new DapperLibrary(source),
            "Dapper.AOT" => new DapperAotLibrary(source),
            "linq2db" => new Linq2DbLibrary(source, flavor),
            "EF Core, Pomelo" => new EfCoreLibrary(source, flavor),
#if FREESQL
            "FreeSql" => new FreeSqlLibrary(source),
#endif
            _ => new ByInvariantName($"{LibraryCluster.ConnectionStringOf(cluster)};Consistency={level}"),
        };
    }
}
