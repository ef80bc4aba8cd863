using RoutingData.Pools;

namespace RoutingData.Tests.Pools;

/// <summary>Callers are told of the object that they disposed of, whose type its room does not know.</summary>
public sealed class DataSourceEndTests
{
    [Fact]
    public void It_names_the_data_source() => Assert.Equal(typeof(RoutingDbDataSource).FullName, DataSourceEnd.Error().ObjectName);

    [Fact]
    public void It_is_told_from_other_disposals()
    {
        Assert.True(DataSourceEnd.IsCause(DataSourceEnd.Error()));
        Assert.False(DataSourceEnd.IsCause(new ObjectDisposedException(nameof(ServerPool))));
    }
}
