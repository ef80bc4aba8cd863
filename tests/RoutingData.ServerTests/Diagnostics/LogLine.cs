using Microsoft.Extensions.Logging;

namespace RoutingData.ServerTests.Diagnostics;

internal sealed record LogLine(LogLevel Level, int Id, string Message, Exception? Exception);
