using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using RoutingData.Monitor;

namespace RoutingData.Configuration;

/// <summary>The servers of a connection string: <c>db001,db002:3307,[::1]:3306</c>.</summary>
internal static class ServerList
{
    private static readonly SearchValues<char> NotInHosts = SearchValues.Create(",;=@/\\[] \t");

    /// <summary>Why a Unix socket or a pipe cannot be a server, and what to write instead.</summary>
    public const string OnlyTcp =
        "RoutingData connects to its servers by TCP only: a Unix socket or a pipe leads to one server of this machine, which no promotion can " +
        "move. Write host names; 127.0.0.1 is this machine.";

    /// <summary>Reads a list; an entry without a port gets the default one.</summary>
    /// <exception cref="FormatException">An entry is neither a host nor host:port; the message says which one by its number.</exception>
    public static ImmutableArray<ServerAddress> Parse(string text, int defaultPort)
    {
        var entries = text.Split(',', StringSplitOptions.TrimEntries);
        if (entries is [""]) return [];

        var servers = ImmutableArray.CreateBuilder<ServerAddress>(entries.Length);
        for (var i = 0; i < entries.Length; i++)
        {
            servers.Add(Read(entries[i], defaultPort) ?? throw new FormatException(IsPath(entries[i])
                ? $"Entry {i + 1} of the server list is a path. {OnlyTcp}"
                : $"Entry {i + 1} of the server list is not a server: write db001, db001:3307 or [::1]:3306, with commas between."));
        }

        return servers.ToImmutable();
    }

    /// <summary>Whether a text is a host alone: a name or an address without port, list or space.</summary>
    public static bool IsHost(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAny(NotInHosts) && (!text.Contains(':', StringComparison.Ordinal) || IsBareIPv6(text));

    /// <summary>Whether a text is the path of a Unix socket, or the name of a pipe.</summary>
    public static bool IsPath(string text) => text.StartsWith('/') || text.StartsWith('@') || text.StartsWith('\\') || text.StartsWith('.');

    private static ServerAddress? Read(string entry, int defaultPort)
    {
        if (entry.StartsWith('[') && entry.IndexOf(']', StringComparison.Ordinal) is > 1 and var end)
            return IsBareIPv6(entry[1..end]) ? WithPort(entry[1..end], entry[(end + 1)..], defaultPort) : null;
        if (IsHost(entry)) return new ServerAddress(entry, defaultPort);

        var colon = entry.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && IsHost(entry[..colon]) ? WithPort(entry[..colon], entry[colon..], defaultPort) : null;
    }

    private static ServerAddress? WithPort(string host, string colonAndPort, int defaultPort)
    {
        if (colonAndPort.Length == 0) return new ServerAddress(host, defaultPort);
        return colonAndPort[0] == ':' &&
            int.TryParse(colonAndPort.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && IsPort(port)
                ? new ServerAddress(host, port)
                : null;
    }

    public static bool IsPort(int port) => port is > 0 and <= ushort.MaxValue;

    private static bool IsBareIPv6(string text) =>
        text.Contains(':', StringComparison.Ordinal) && System.Net.IPAddress.TryParse(text, out _);
}
