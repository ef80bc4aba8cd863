using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using MySqlProvider.Infrastructure;

namespace MySqlProvider;

/// <summary>What every relational provider can be told: execution strategy, batch size, history table, split queries.</summary>
public sealed class MySqlDbContextOptionsBuilder(DbContextOptionsBuilder options)
    : RelationalDbContextOptionsBuilder<MySqlDbContextOptionsBuilder, MySqlOptionsExtension>(options);
