using System.Data.Common;
using BenchmarkDotNet.Attributes;
using RoutingData.HotPathTests.InstantDriver;

namespace RoutingData.Bench.Micro;

/// <summary>A whole command on a driver that does nothing, bare and routed: the difference is the router's.</summary>
[MemoryDiagnoser]
public class CommandBenchmarks
{
    private readonly List<IDisposable> _opened = [];
    private DbConnection _connection = null!;
    private DbCommand _command = null!;

    [Params("bare", "routed")]
    public string Way { get; set; } = "";

    [Params("SELECT 1", "SELECT name FROM product WHERE id = @id")]
    public string Text { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        var driver = new InstantFactory();
        if (Way == "routed")
        {
            var source = new RoutingDbDataSource(new RoutingOptions { ConnectionString = "Server=w,r;User ID=app" }.UseDriver(driver.Driver));
            _opened.Add(source);
            _connection = source.OpenConnection();
        }
        else
        {
            _connection = driver.CreateDataSource("server=r").OpenConnection();
        }

        _command = NewCommand();
    }

    [GlobalCleanup]
    public void Close()
    {
        _connection.Dispose();
        foreach (var opened in _opened) opened.Dispose();
    }

    [Benchmark]
    public object? Execute() => _command.ExecuteScalar();

    [Benchmark]
    public Task<object?> ExecuteAsync() => _command.ExecuteScalarAsync();

    [Benchmark]
    public object? NewCommandAndExecute()
    {
        using var command = NewCommand();
        return command.ExecuteScalar();
    }

    private DbCommand NewCommand()
    {
        var command = _connection.CreateCommand();
        command.CommandText = Text;
        if (!Text.Contains('@')) return command;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@id";
        command.Parameters.Add(parameter);
        return command;
    }
}
