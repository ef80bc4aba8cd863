using RoutingData.ServerTests.Starvation;
using Xunit.Runner.InProc.SystemConsole;

// starved router CONNECTION_STRING, starved bare CONNECTION_STRINGS...: writes with few threads for three minutes, or until it is killed.
return args switch
{
    ["starved", var kind, .. var connectionStrings] => StarvedProgram.Run(kind, connectionStrings),
    _ => await ConsoleRunner.Run(args),
};
