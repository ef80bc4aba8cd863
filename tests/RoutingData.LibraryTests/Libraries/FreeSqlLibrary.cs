using FreeSql;
using FreeSql.Custom.MySql;
using FreeSql.DataAnnotations;

namespace RoutingData.LibraryTests.Libraries;

/// <summary>FreeSql in its custom form, which asks a factory for commands; its own providers for MySQL make the driver's themselves.</summary>
internal sealed class FreeSqlLibrary : ILibrary
{
    private readonly IFreeSql _freeSql;

    public FreeSqlLibrary(RoutingDbDataSource source)
    {
        _freeSql = new FreeSqlBuilder()
            .UseConnectionFactory(DataType.CustomMySql, source.CreateConnection, typeof(CustomMySqlProvider<>))
            .Build();
        _freeSql.SetDbProviderFactory(RoutingDbProviderFactory.Instance);
    }

    public Task WriteAsync(int worker, int number, CancellationToken cancellationToken) =>
        _freeSql.Insert(new Row { Worker = worker, Number = number }).ExecuteAffrowsAsync(cancellationToken);

    public async Task<int> CountAsync(int worker, CancellationToken cancellationToken) =>
        (int)await _freeSql.Select<Row>().Where(row => row.Worker == worker).CountAsync(cancellationToken);

    [Table(Name = "entry", DisableSyncStructure = true)]
    private sealed class Row
    {
        [Column(Name = "id", IsPrimary = true, IsIdentity = true)]
        public long Id { get; set; }

        [Column(Name = "worker")]
        public int Worker { get; set; }

        [Column(Name = "number")]
        public int Number { get; set; }
    }
}
