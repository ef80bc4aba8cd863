using System.Data.Common;
using BenchmarkDotNet.Attributes;
using RoutingData.HotPathTests.InstantDriver;

namespace RoutingData.Bench.Micro;

/// <summary>Open, one command, close, on a driver that does nothing, bare and routed.</summary>
[MemoryDiagnoser]
public class ConnectionBenchmarks
{
    private DbDataSource _source = null!;

    [Params("bare", "routed")]
    public string Way { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        var driver = new InstantFactory();
        _source = Way == "routed"
            ? new RoutingDbDataSource(new RoutingOptions { ConnectionString = "Server=w,r;User ID=app" }.UseDriver(driver.Driver))
            : driver.CreateDataSource("server=r");
        _source.OpenConnection().Dispose();
    }

    [GlobalCleanup]
    public void Close() => _source.Dispose();

    [Benchmark]
    public void OpenAndClose() => _source.OpenConnection().Dispose();

    [Benchmark]
    public object? OpenExecuteAndClose()
    {
        using var connection = _source.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        return command.ExecuteScalar();
    }

    [Benchmark]
    public async Task<object?> OpenExecuteAndCloseAsync()
    {
        await using var connection = await _source.OpenConnectionAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT 1";
        return await command.ExecuteScalarAsync();
    }
}
