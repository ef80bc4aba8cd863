using System.CommandLine;
using RoutingData.Bench.Consistency;
using RoutingData.Bench.Decide;
using RoutingData.Bench.ExactlyOnce;
using RoutingData.Bench.Failover;
using RoutingData.Bench.Idle;
using RoutingData.Bench.Micro;
using RoutingData.Bench.Readers;
using RoutingData.Bench.Replay;
using RoutingData.Bench.Results;
using RoutingData.Bench.Scale;
using RoutingData.Bench.Throughput;

var root = new RootCommand("Measures what the router costs, beside the bare driver and beside proxies. Run it in Release.")
{
    ThroughputCommand.Create(),
    ConsistencyCommand.Create(),
    DecideCommand.Create(),
    IdleCommand.Create(),
    ScaleCommand.Create(),
    ReadersCommand.Create(),
    MicroCommand.Create(),
    FailoverCommand.Create(),
    ResultsCommand.Create(),
    ReplayCommand.Create(),
    ExactlyOnceCommand.Create(),
};
return await root.Parse(args).InvokeAsync();
