using RoutingData.Monitor;
using RoutingData.Testing.MariaDb;
using RoutingData.Testing.MySql;

namespace RoutingData.Testing.Flavors;

/// <summary>The two flavors there are.</summary>
internal static class Flavor
{
    public static IFlavor Of(ServerFlavor kind) => kind switch
    {
        ServerFlavor.MariaDb => new MariaDbFlavor(),
        ServerFlavor.MySql => new MySqlFlavor(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "A local cluster runs MariaDB or MySQL."),
    };
}
