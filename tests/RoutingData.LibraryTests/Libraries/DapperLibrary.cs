using Dapper;

namespace RoutingData.LibraryTests.Libraries;

internal sealed class DapperLibrary(RoutingDbDataSource source) : ILibrary
{
    public async Task WriteAsync(int worker, int number, CancellationToken cancellationToken)
    {
        await using var connection = source.CreateConnection();
        await connection.ExecuteAsync(new CommandDefinition(
            "INSERT INTO entry (worker, number) VALUES (@worker, @number)", new { worker, number }, cancellationToken: cancellationToken));
    }

    public async Task<int> CountAsync(int worker, CancellationToken cancellationToken)
    {
        await using var connection = source.CreateConnection();
        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(
            "SELECT COUNT(*) FROM entry WHERE worker = @worker", new { worker }, cancellationToken: cancellationToken));
    }
}
