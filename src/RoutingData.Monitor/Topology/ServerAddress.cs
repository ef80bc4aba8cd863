using System.Globalization;

namespace RoutingData.Monitor;

/// <summary>Where a server listens: a host name or address, and a TCP port. Two entries with the same address are one server.</summary>
/// <param name="Hostname">Host name or IP address (<c>mysql_servers.hostname</c>); compared without regard to case, and to the dot that may
/// end a full name.</param>
/// <param name="Port">TCP port (<c>mysql_servers.port</c>), 3306 unless said otherwise.</param>
public readonly record struct ServerAddress(string Hostname, int Port)
{
    /// <summary>The port MySQL and MariaDB listen on unless told otherwise.</summary>
    public const int DefaultPort = 3306;

    // db001. is db001 said in full.
    private ReadOnlySpan<char> Name => Hostname.AsSpan() is [.. var name, '.'] ? name : Hostname;

    /// <inheritdoc/>
    public bool Equals(ServerAddress other) =>
        Port == other.Port && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(string.GetHashCode(Name, StringComparison.OrdinalIgnoreCase), Port);

    /// <summary>The address as people write it: <c>db001:3306</c>, <c>[::1]:3306</c>.</summary>
    public override string ToString() => Hostname.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Hostname}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Hostname}:{Port}");
}
