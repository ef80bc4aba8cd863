using System.Data.Common;
using RoutingData.Connecting;
using RoutingData.Monitor;
using RoutingData.Monitor.Drivers;

namespace RoutingData.HotPathTests.InstantDriver;

/// <summary>
/// A driver that does nothing, at once, and allocates as little as a driver can: what is measured around it is the router's. It has
/// two servers, w and r, writer and reader.
/// </summary>
internal sealed class InstantFactory : DbProviderFactory
{
    /// <summary>While set, asynchronous commands and opens wait for <see cref="Answer"/>, as for a server.</summary>
    public bool Waits { get; set; }

    /// <summary>Itself, to be treated as MySqlConnector: a driver whose pending commands end with their connection.</summary>
    public MySqlDriver Driver => new(this, DriverKind.MySqlConnector, new InstantSockets());

    public object WritersSocket { get; } = new();

    public object ReadersSocket { get; } = new();

    private TaskCompletionSource<object?>? _asked;

    public override DbConnection CreateConnection() => new InstantConnection(this);

    public override DbCommand CreateCommand() => new InstantCommand(this);

    public override DbParameter CreateParameter() => new InstantParameter();

    public override DbConnectionStringBuilder CreateConnectionStringBuilder() => [];

    /// <summary>The server's answer to whoever asked last.</summary>
    public void Answer()
    {
        var asked = _asked!;
        _asked = null;
        asked.SetResult(null);
    }

    internal Task<object?> Ask() => (_asked = new TaskCompletionSource<object?>()).Task;
}
