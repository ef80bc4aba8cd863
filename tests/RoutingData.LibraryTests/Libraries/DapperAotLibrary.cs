using Dapper;

namespace RoutingData.LibraryTests.Libraries;

/// <summary>Dapper's calls, replaced at compile time by ones without reflection.</summary>
[DapperAot]
internal sealed class DapperAotLibrary(RoutingDbDataSource source) : ILibrary
{
    public async Task WriteAsync(int worker, int number, CancellationToken cancellationToken)
    {
        await using var connection = source.CreateConnection();
        await connection.ExecuteAsync("INSERT INTO entry (worker, number) VALUES (@worker, @number)", new { worker, number });
    }

    public async Task<int> CountAsync(int worker, CancellationToken cancellationToken)
    {
        await using var connection = source.CreateConnection();
        return await connection.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM entry WHERE worker = @worker", new { worker });
    }
}
