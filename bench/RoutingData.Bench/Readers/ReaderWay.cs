using System.Globalization;
using RoutingData.Monitor;

namespace RoutingData.Bench.Readers;

/// <summary>A way to choose readers, by its name on the command line: a policy, and what is beside it (<c>Latency+20ms</c>, <c>Latency+p99</c>: late reads are sent
/// twice).</summary>
internal static class ReaderWay
{
    /// <param name="name">As on the command line.</param>
    /// <param name="connectionString">The application's.</param>
    /// <param name="readers">Where the readers are reached.</param>
    public static RoutingDbDataSource Create(string name, string connectionString, IEnumerable<ServerAddress> readers)
    {
        var parts = name.Split('+');
        var options = new RoutingOptions
        {
            ConnectionString = $"{connectionString};Writer Is Also Reader=false",
            Pool = { ReaderSelection = parts[0] },
        };
        foreach (var part in parts[1..])
        {
            if (part.StartsWith('p')) options.Hedging.Percentile = int.Parse(part[1..], CultureInfo.InvariantCulture);
            else options.Hedging.AfterMs = int.Parse(part.Replace("ms", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
        }

        foreach (var reader in readers) options.Servers.Add(new ServerOptions { HostgroupId = 20, Hostname = reader.Hostname, Port = reader.Port });
        return new RoutingDbDataSource(options);
    }
}
