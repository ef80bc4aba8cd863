using System.Data.Common;
using System.Reflection;
using System.Runtime.Loader;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Tests.Drivers;

/// <summary>A version of a driver, loaded beside the one that the tests run on.</summary>
internal sealed class LoadedDriver
{
    private readonly Assembly _assembly;

    private LoadedDriver(string name, Assembly assembly) => (Name, _assembly) = (name, assembly);

    /// <summary>The names of all there are: MySqlConnector-2.6.2 and so on.</summary>
    public static TheoryData<string> Names =>
        [.. Directory.GetDirectories(Path.Combine(AppContext.BaseDirectory, "drivers")).Select(folder => Path.GetFileName(folder)).Order()];

    public string Name { get; }

    public bool IsMySqlData => Name.StartsWith("MySql.Data-", StringComparison.Ordinal);

    /// <summary>The version as the file itself says it; the assembly's own is the same for years.</summary>
    public string Version => System.Version.Parse(_assembly.GetCustomAttribute<AssemblyFileVersionAttribute>()!.Version).ToString(3);

    public DbProviderFactory Factory => (DbProviderFactory)Type(
        IsMySqlData ? "MySql.Data.MySqlClient.MySqlClientFactory" : "MySqlConnector.MySqlConnectorFactory").GetField("Instance")!.GetValue(null)!;

    /// <summary>As the library finds it; null where this version names its fields otherwise.</summary>
    public ISocketCut? SocketCut => IsMySqlData
        ? PrivateSocket.OfMySqlData(
            Type("MySql.Data.MySqlClient.MySqlConnection"), Type("MySql.Data.MySqlClient.Driver"), Type("MySql.Data.MySqlClient.NativeDriver"))
        : PrivateSocket.OfMySqlConnector(Type("MySqlConnector.MySqlConnection"), Type("MySqlConnector.Core.ServerSession"));

    public static LoadedDriver Load(string name)
    {
        var file = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "drivers", name), "*.dll").Single();
        return new LoadedDriver(name, new AssemblyLoadContext(name).LoadFromAssemblyPath(file));
    }

    private Type Type(string name) => _assembly.GetType(name, throwOnError: true)!;
}
