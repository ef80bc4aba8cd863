using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using RoutingData.Monitor.Drivers;

namespace RoutingData.Monitor;

/// <summary>
/// The ADO.NET driver under the router, and the only place that knows there are two of them: MySqlConnector and Oracle's
/// MySql.Data. Found at run time, so that no type of either is named in this library.
/// </summary>
public sealed class MySqlDriver
{
    private const string Setting = "RoutingData.Driver";
    private const string MySqlConnector = "MySqlConnector";
    private const string MySqlData = "MySql.Data";

    private Func<DriverDataSourceContext, DbDataSource>? _dataSources;

    /// <summary>Creates a driver that is to be treated as one of the two.</summary>
    internal MySqlDriver(DbProviderFactory factory, DriverKind kind, ISocketCut? socketCut = null)
    {
        Factory = factory;
        Kind = kind;
        SocketCut = socketCut;
    }

    /// <summary>The driver's factory of connections, commands and parameters.</summary>
    public DbProviderFactory Factory { get; }

    /// <summary>The driver's name: its assembly's.</summary>
    public string Name => Factory.GetType().Assembly.GetName().Name ?? Factory.GetType().Name;

    internal DriverKind Kind { get; }

    /// <summary>How to end from outside what waits on one of its connections; null where no way is known.</summary>
    internal ISocketCut? SocketCut { get; }

    /// <summary>Whether the application makes its data sources.</summary>
    internal bool HasOwnDataSources => _dataSources is not null;

    /// <summary>Whether it may not say why it could not connect, and the network can be asked: its servers are real.</summary>
    internal bool HidesReasons { get; private init; }

    /// <summary>
    /// Finds the driver that the application carries: MySqlConnector, else MySql.Data. An application that carries both says
    /// <c>AppContext.SetData("RoutingData.Driver", "MySql.Data")</c> before its first use, or has a <c>RuntimeHostConfigurationOption</c> of
    /// that name in its project file.
    /// </summary>
    /// <exception cref="InvalidOperationException">The application carries none, or not the one it names; the message says what to
    /// install.</exception>
    public static MySqlDriver Find() => Find(AppContext.GetData(Setting) as string);

    /// <summary>Returns the driver of a name, else the one that is found first.</summary>
    internal static MySqlDriver Find(string? name)
    {
        var factory = name switch
        {
            null => MySqlConnectorFactory() ?? MySqlDataFactory(),
            MySqlConnector => MySqlConnectorFactory(),
            MySqlData => MySqlDataFactory(),
            _ => throw new InvalidOperationException($"{Setting} must be {MySqlConnector} or {MySqlData}, or be left out."),
        };
        return Of(factory ?? throw new InvalidOperationException(
            $"The MySQL driver {name ?? MySqlConnector} was not found. Install its NuGet package (dotnet add package {name ?? MySqlConnector}), or " +
            $"choose another: RoutingOptions.UseDriver takes a DbProviderFactory, such as MySqlClientFactory.Instance of {MySqlData}; for all of the " +
            $"application, AppContext.SetData(\"{Setting}\", \"{MySqlData}\")."));
    }

    /// <summary>Returns the driver behind a factory that the application chose itself.</summary>
    /// <param name="factory">The factory of MySqlConnector, of MySql.Data, or of anything that behaves like them.</param>
    public static MySqlDriver Of(DbProviderFactory factory)
    {
        ArgumentNullException.ThrowIfNull(factory);
        return factory.GetType().FullName switch
        {
            "MySqlConnector.MySqlConnectorFactory" => new MySqlDriver(
                factory, DriverKind.MySqlConnector, PrivateSocket.OfMySqlConnector()) { HidesReasons = true },
            "MySql.Data.MySqlClient.MySqlClientFactory" => new MySqlDriver(
                factory, DriverKind.MySqlData, PrivateSocket.OfMySqlData()) { HidesReasons = true },
            _ => new MySqlDriver(factory, DriverKind.Other, factory as ISocketCut),
        };
    }

    /// <summary>Returns the same driver, whose data sources the application makes.</summary>
    internal MySqlDriver With(Func<DriverDataSourceContext, DbDataSource> dataSources) =>
        new(Factory, Kind, SocketCut) { HidesReasons = HidesReasons, _dataSources = dataSources };

    /// <summary>Returns the pool of connections to one server.</summary>
    internal DbDataSource CreateDataSource(DriverDataSourceContext context) => _dataSources is null
        ? Factory.CreateDataSource(context.ConnectionString)
        : _dataSources(context) ?? throw new InvalidOperationException($"No data source of the driver was made for {context.Server}.");

    /// <summary>Ends the idle connections of a pool that will not be used again; those in use end when they are returned.</summary>
    internal void ClearPool(DbDataSource source)
    {
        // MySql.Data keeps its pools behind the text of the connection string: disposing of the data source does nothing there.
        if (Kind != DriverKind.MySqlData)
        {
            source.Dispose();
            return;
        }

        using var connection = source.CreateConnection();
        Type.GetType("MySql.Data.MySqlClient.MySqlConnection, MySql.Data")?
            .GetMethod("ClearPool", [connection.GetType()])?.Invoke(null, [connection]);
        source.Dispose();
    }

    // Literal type names keep the field alive when the application is trimmed.
    private static DbProviderFactory? MySqlConnectorFactory() =>
        Instance(Type.GetType("MySqlConnector.MySqlConnectorFactory, MySqlConnector", throwOnError: false));

    private static DbProviderFactory? MySqlDataFactory() =>
        Instance(Type.GetType("MySql.Data.MySqlClient.MySqlClientFactory, MySql.Data", throwOnError: false));

    private static DbProviderFactory? Instance(
        [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields)] Type? type) =>
        type?.GetField("Instance", BindingFlags.Public | BindingFlags.Static)?.GetValue(null) as DbProviderFactory;
}
