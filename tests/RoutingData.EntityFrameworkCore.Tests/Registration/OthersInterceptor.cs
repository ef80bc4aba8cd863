using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace RoutingData.EntityFrameworkCore.Tests.Registration;

/// <summary>What an application adds for itself: it looks at connections and commands, and changes nothing.</summary>
internal sealed class OthersInterceptor : DbCommandInterceptor, IDbConnectionInterceptor
{
    public DbConnection? Opened { get; private set; }

    public List<string> Texts { get; } = [];

    public Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Opened = connection;
        return Task.CompletedTask;
    }

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        Texts.Add(command.CommandText);
        return base.ReaderExecutingAsync(command, eventData, result, cancellationToken);
    }
}
