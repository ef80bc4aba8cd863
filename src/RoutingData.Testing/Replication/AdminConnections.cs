namespace RoutingData.Testing.Replication;

/// <summary>Administrator's connections to several servers, opened side by side and closed together.</summary>
internal sealed class AdminConnections : IAsyncDisposable
{
    private readonly AdminConnection[] _connections;

    private AdminConnections(AdminConnection[] connections) => _connections = connections;

    public AdminConnection this[int index] => _connections[index];

    public static async Task<AdminConnections> OpenAsync(IEnumerable<Task<AdminConnection>> opening)
    {
        var all = opening.ToArray();
        try
        {
            return new AdminConnections(await Task.WhenAll(all).ConfigureAwait(false));
        }
        catch
        {
            foreach (var opened in all.Where(task => task.IsCompletedSuccessfully))
                await (await opened.ConfigureAwait(false)).DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>All but the first so many.</summary>
    public IReadOnlyList<AdminConnection> Skip(int count) => _connections[count..];

    public ValueTask DisposeAsync() => new(Task.WhenAll(_connections.Select(connection => connection.DisposeAsync().AsTask())));
}
