using System.Data.Common;

// The library knows drivers by the name of their factory, and this one wants to be treated as that one.
namespace MySqlConnector;

/// <summary>
/// A driver that does nothing, at once, and allocates as little as a driver can: what is measured around it is the router's. It has
/// two servers, w and r, writer and reader.
/// </summary>
internal sealed class MySqlConnectorFactory : DbProviderFactory
{
    /// <summary>While set, asynchronous commands and opens wait for <see cref="Answer"/>, as for a server.</summary>
    public bool Waits { get; set; }

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
