using System.Globalization;

namespace RoutingData.Monitor;

/// <summary>The address at which a server listens: a host name or address, and a TCP port. Two entries with the same address are one server.</summary>
public readonly record struct ServerAddress
{
    /// <summary>Makes one.</summary>
    /// <param name="hostname">Host name or IP address (<c>mysql_servers.hostname</c>); compared without regard to case, and to the dot that may
    /// end a full name.</param>
    /// <param name="port">TCP port (<c>mysql_servers.port</c>), 3306 unless said otherwise.</param>
    public ServerAddress(string hostname, int port)
    {
        Hostname = hostname;
        Port = port;
    }

    /// <summary>Host name or IP address (<c>mysql_servers.hostname</c>); compared without regard to case, and to the dot that may
    /// end a full name.</summary>
    public string Hostname { get; init; }

    /// <summary>TCP port (<c>mysql_servers.port</c>), 3306 unless said otherwise.</summary>
    public int Port { get; init; }

    /// <summary>The port MySQL and MariaDB listen on by default.</summary>
    public const int DefaultPort = 3306;

    // db001. is db001 said in full.
    private ReadOnlySpan<char> Name => Hostname.AsSpan() is [.. var name, '.'] ? name : Hostname;

    /// <inheritdoc/>
    public bool Equals(ServerAddress other) =>
        Port == other.Port && Name.Equals(other.Name, StringComparison.OrdinalIgnoreCase);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(string.GetHashCode(Name, StringComparison.OrdinalIgnoreCase), Port);

    /// <summary>Returns the address as people write it: <c>db001:3306</c>, <c>[::1]:3306</c>.</summary>
    public override string ToString() => Hostname.Contains(':', StringComparison.Ordinal)
        ? string.Create(CultureInfo.InvariantCulture, $"[{Hostname}]:{Port}")
        : string.Create(CultureInfo.InvariantCulture, $"{Hostname}:{Port}");
}
