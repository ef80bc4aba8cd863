using RoutingData.Tool;

return await new RoutingTool(ToolConsole.OfProcess()).RunAsync(args);
