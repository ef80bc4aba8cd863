namespace RoutingData.LibraryTests.Libraries;

/// <summary>Those that a statement is run through.</summary>
internal static class AllLibraries
{
    public static TheoryData<string> Names => ["Dapper", "Dapper.AOT", "linq2db", "EF Core, Pomelo", "DbProviderFactories"];

    /// <summary>The library of this name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    /// <param name="source">The router for those that are given a connection.</param>
    /// <param name="connectionString">The router for those that make one themselves.</param>
    public static ILibrary Make(string name, RoutingDbDataSource source, string connectionString) =>
        new ILibrary[] { new DapperLibrary(source), new DapperAotLibrary(source), new Linq2DbLibrary(source), new EfCoreLibrary(source), new ByInvariantName(connectionString) }
            .Single(library => library.Name == name);
}
