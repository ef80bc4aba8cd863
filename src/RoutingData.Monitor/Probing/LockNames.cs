using System.Collections.Concurrent;
using System.Globalization;

namespace RoutingData.Monitor.Probing;

/// <summary>Names of the locks by which one monitor finds out whether two addresses lead to one server; no other monitor makes the same.</summary>
internal sealed class LockNames(Random random)
{
    private readonly Lazy<string> _prefix = new(() => string.Create(
        CultureInfo.InvariantCulture, $"routingdata.{random.NextInt64():x16}{random.NextInt64():x16}"));

    private readonly ConcurrentDictionary<ServerAddress, int> _numbers = new();

    /// <summary>Returns the lock that the monitor takes on its own connection to an address; at most 64 characters, as MySQL demands.</summary>
    public string Of(ServerAddress address) => string.Create(
        CultureInfo.InvariantCulture, $"{_prefix.Value}.{_numbers.GetOrAdd(address, _ => _numbers.Count)}");
}
