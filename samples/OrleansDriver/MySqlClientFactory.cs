using System.Data.Common;
using RoutingData;

namespace MySql.Data.MySqlClient;

/// <summary>What Orleans looks for under the invariant name <c>MySql.Data.MySqlClient</c>: the router, in the place of Oracle's driver.</summary>
public static class MySqlClientFactory
{
    /// <summary>The field that Orleans reads.</summary>
    public static readonly DbProviderFactory Instance = RoutingDbProviderFactory.Instance;
}
