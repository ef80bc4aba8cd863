using Microsoft.EntityFrameworkCore.Diagnostics;

namespace MySqlProvider.Infrastructure;

internal sealed class MySqlLoggingDefinitions : RelationalLoggingDefinitions;
