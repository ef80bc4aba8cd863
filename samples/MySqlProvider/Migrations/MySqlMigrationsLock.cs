using Microsoft.EntityFrameworkCore.Migrations;

namespace MySqlProvider.Migrations;

/// <summary>A named lock of the server, held by the context's connection until it is released or the connection ends.</summary>
internal sealed class MySqlMigrationsLock(IHistoryRepository history, Action release, Func<Task> releaseAsync) : IMigrationsDatabaseLock
{
    public IHistoryRepository HistoryRepository => history;

    public void Dispose() => release();

    public async ValueTask DisposeAsync() => await releaseAsync();
}
