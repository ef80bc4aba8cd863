using System.Data.Common;
using System.Diagnostics.Metrics;
using BenchmarkDotNet.Attributes;
using RoutingData.HotPathTests.InstantDriver;

namespace RoutingData.Bench.Micro;

/// <summary>A routed command without statistics, with them, and with a listener to every meter beside: the differences are what they cost.</summary>
[MemoryDiagnoser]
public class StatisticsBenchmarks
{
    private RoutingDbDataSource _source = null!;
    private DbConnection _connection = null!;
    private DbCommand _command = null!;

    private MeterListener? _listener;

    [Params("off", "on", "listened")]
    public string Statistics { get; set; } = "";

    [GlobalSetup]
    public void Open()
    {
        var options = new RoutingOptions { ConnectionString = "Server=w,r;User ID=app" }.UseDriver(new InstantFactory().Driver);
        options.Telemetry.Statistics = Statistics != "off";
        if (Statistics == "listened") Listen();
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
        _listener?.Dispose();
    }

    private void Listen()
    {
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listener) =>
            {
                if (instrument.Meter.Name.StartsWith("RoutingData", StringComparison.Ordinal)) listener.EnableMeasurementEvents(instrument);
            },
        };
        _listener.SetMeasurementEventCallback<double>(static (_, _, _, _) => { });
        _listener.SetMeasurementEventCallback<long>(static (_, _, _, _) => { });
        _listener.Start();
    }

    [Benchmark]
    public object? Execute() => _command.ExecuteScalar();
}
