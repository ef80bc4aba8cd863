using System.Data.Common;
using BenchmarkDotNet.Attributes;
using RoutingData.HotPathTests.InstantDriver;

namespace RoutingData.Bench.Micro;

/// <summary>A routed command with statistics and without: the difference is what they cost.</summary>
[MemoryDiagnoser]
public class StatisticsBenchmarks
{
    private RoutingDbDataSource _source = null!;
    private DbConnection _connection = null!;
    private DbCommand _command = null!;

    [Params("off", "on")]
    public string Statistics { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        var options = new RoutingOptions { ConnectionString = "Server=w,r;User ID=app" }.UseDriver(new InstantFactory().Driver);
        options.Telemetry.Statistics = Statistics == "on";
        _source = new RoutingDbDataSource(options);
        _connection = _source.OpenConnection();
        _command = _connection.CreateCommand();
        _command.CommandText = "SELECT 1";
    }

    [GlobalCleanup]
    public void Close()
    {
        _connection.Dispose();
        _source.Dispose();
    }

    [Benchmark]
    public object? Execute() => _command.ExecuteScalar();
}
