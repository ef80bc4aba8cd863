using System.Buffers;
using System.Collections.Immutable;
using System.IO.Enumeration;
using System.Net;
using System.Net.Sockets;

namespace RoutingData.Monitor.Definitions;

/// <summary>
/// The hosts that discovery may connect to: patterns of names (<c>db*.shop.internal</c>, where * is any part of one label) and networks
/// (<c>10.1.0.0/16</c>). A pattern allows names alone, a network addresses alone: what a name leads to is the name server's word.
/// </summary>
internal sealed class AllowedHosts
{
    private const int LongestName = 253;

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");

    private readonly ImmutableArray<string[]> _names;
    private readonly ImmutableArray<IPNetwork> _networks;

    private AllowedHosts(ImmutableArray<string[]> names, ImmutableArray<IPNetwork> networks) => (_names, _networks) = (names, networks);

    /// <summary>Returns what is wrong with an entry; null when nothing is.</summary>
    public static string? ErrorIn(string? entry)
    {
        if (NetworkOf(entry) is not null || IsPattern(entry)) return null;
        return entry?.Contains('/', StringComparison.Ordinal) == true
            ? "It is no network: write one as 10.1.0.0/16."
            : "It must be a host name, a pattern such as db*.shop.internal, an address, or a network such as 10.1.0.0/16.";
    }

    /// <summary>Reads entries without a fault.</summary>
    public static AllowedHosts Of(IEnumerable<string> entries)
    {
        var all = entries.ToArray();
        return new AllowedHosts(
            [.. all.Where(entry => NetworkOf(entry) is null).Select(LabelsOf)],
            [.. all.Select(NetworkOf).OfType<IPNetwork>()]);
    }

    /// <summary>Returns an address that may be connected to, as it is written everywhere; null for one that may not, and for what is no host.</summary>
    public ServerAddress? Admit(string host, int port)
    {
        if (port is <= 0 or > ushort.MaxValue) return null;
        if (IPAddress.TryParse(host, out var address))
        {
            if (address.AddressFamily == AddressFamily.InterNetworkV6 && address.ScopeId != 0) return null;
            if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
            return _networks.Any(network => network.Contains(address)) ? new ServerAddress(address.ToString(), port) : null;
        }

        return IsName(host) && _names.Any(pattern => Matches(pattern, LabelsOf(host))) ? new ServerAddress(host, port) : null;
    }

    private static bool Matches(string[] pattern, string[] labels) =>
        pattern.Length == labels.Length &&
        pattern.Zip(labels).All(pair => FileSystemName.MatchesSimpleExpression(pair.First, pair.Second, ignoreCase: true));

    private static IPNetwork? NetworkOf(string? entry)
    {
        if (IPNetwork.TryParse(entry, out var network)) return network;
        if (!IPAddress.TryParse(entry, out var address)) return null;
        return new IPNetwork(address, address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128);
    }

    // 10.1.0.* would be a name that no address has.
    private static bool IsPattern(string? entry) =>
        entry is not null && IsName(entry.Replace('*', '0')) && LabelsOf(entry)[^1].AsSpan().ContainsAnyExcept("0123456789*".AsSpan());

    private static bool IsName(string host) =>
        host.Length is > 0 and <= LongestName && !host.AsSpan().ContainsAnyExcept(NameCharacters) && Array.TrueForAll(LabelsOf(host), label => label.Length > 0);

    private static string[] LabelsOf(string name) => (name.EndsWith('.') ? name[..^1] : name).Split('.');
}
