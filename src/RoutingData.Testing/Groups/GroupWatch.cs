using System.Data.Common;
using RoutingData.Testing.Replication;

namespace RoutingData.Testing.Groups;

/// <summary>
/// Asks servers what they say of their group, again and again, over a connection to each. Galera ends the connections of a server that joins or leaves, and
/// answers no query while it is no member (error 1047): then it is asked over a new one.
/// </summary>
internal sealed class GroupWatch : IAsyncDisposable
{
    private readonly IGroup _group;
    private readonly Func<LocalServer, Task<AdminConnection>> _open;
    private readonly AdminConnection?[] _connections;

    public GroupWatch(IGroup group, IReadOnlyList<LocalServer> servers, Func<LocalServer, Task<AdminConnection>> open)
    {
        (_group, Servers, _open) = (group, servers, open);
        _connections = new AdminConnection?[servers.Count];
    }

    public IReadOnlyList<LocalServer> Servers { get; }

    /// <summary>Returns what each says; null for one that says nothing.</summary>
    public Task<MemberState?[]> LookAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(Servers.Select((_, index) => LookAsync(index, cancellationToken)));

    public string Describe(IEnumerable<MemberState?> states) =>
        string.Join("; ", Servers.Zip(states, (server, state) => $"{server.Name}: {state?.Text ?? "no member"}"));

    public async ValueTask DisposeAsync()
    {
        for (var index = 0; index < _connections.Length; index++)
            await CloseAsync(index).ConfigureAwait(false);
    }

    private async Task<MemberState?> LookAsync(int index, CancellationToken cancellationToken)
    {
        try
        {
            var connection = _connections[index] ??= await _open(Servers[index]).ConfigureAwait(false);
            return await connection.RowAsync(_group.State, cancellationToken).ConfigureAwait(false) is { } row ? _group.Read(row) : null;
        }
        catch (DbException)
        {
            await CloseAsync(index).ConfigureAwait(false);
            return null;
        }
    }

    private async Task CloseAsync(int index)
    {
        var connection = _connections[index];
        _connections[index] = null;
        if (connection is not null)
            await connection.DisposeAsync().ConfigureAwait(false);
    }
}
