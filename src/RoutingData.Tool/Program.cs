using RoutingData.Tool;
using RoutingData.Tool.Abstractions;

return await new RoutingTool(ToolConsole.OfProcess()).RunAsync(args);
