using LinqToDB;
using LinqToDB.Async;
using LinqToDB.Data;
using LinqToDB.DataProvider.MySql;
using RoutingData.Monitor;

namespace RoutingData.LibraryTests.Libraries;

internal sealed class Linq2DbLibrary(RoutingDbDataSource source, ServerFlavor flavor) : ILibrary
{
    public DataOptions Options { get; } = new DataOptions()
        .UseConnectionFactory(
            MySqlTools.GetDataProvider(flavor == ServerFlavor.MariaDb ? MySqlVersion.MariaDB10 : MySqlVersion.MySql80, MySqlProvider.MySqlConnector),
            _ => source.CreateConnection())
        .UseInterceptor(new UnwrapRouting());

    public async Task WriteAsync(int worker, int number, CancellationToken cancellationToken)
    {
        await using var database = new DataConnection(Options);
        await database.GetTable<Entry>().InsertAsync(() => new Entry { Worker = worker, Number = number }, cancellationToken);
    }

    public async Task<int> CountAsync(int worker, CancellationToken cancellationToken)
    {
        await using var database = new DataConnection(Options);
        return await database.GetTable<Entry>().CountAsync(entry => entry.Worker == worker, cancellationToken);
    }
}
