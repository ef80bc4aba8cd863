using System.Globalization;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace MySqlProvider.Migrations;

/// <summary>The table of applied migrations, and the lock that lets one Migrate at a time work.</summary>
internal sealed class MySqlHistoryRepository(HistoryRepositoryDependencies dependencies) : HistoryRepository(dependencies)
{
    // GET_LOCK's names hold for the whole server.
    private const string Lock = "CONCAT('migrations of ', DATABASE())";
    private const string Acquire = $"SELECT GET_LOCK({Lock}, 600)";
    private const string Release = $"SELECT RELEASE_LOCK({Lock})";

    public override LockReleaseBehavior LockReleaseBehavior => LockReleaseBehavior.Connection;

    protected override string ExistsSql =>
        "SELECT COUNT(*) FROM information_schema.tables " +
        $"WHERE table_schema = DATABASE() AND table_name = '{TableName}'";

    public override string GetCreateIfNotExistsScript() =>
        GetCreateScript().Replace("CREATE TABLE", "CREATE TABLE IF NOT EXISTS", StringComparison.Ordinal);

    public override IMigrationsDatabaseLock AcquireDatabaseLock()
    {
        Require(Command(Acquire).ExecuteScalar(Parameters()));
        return new MySqlMigrationsLock(this, () => Command(Release).ExecuteScalar(Parameters()), ReleaseAsync);
    }

    public override async Task<IMigrationsDatabaseLock> AcquireDatabaseLockAsync(CancellationToken cancellationToken = default)
    {
        Require(await Command(Acquire).ExecuteScalarAsync(Parameters(), cancellationToken));
        return new MySqlMigrationsLock(this, () => Command(Release).ExecuteScalar(Parameters()), ReleaseAsync);
    }

    public override string GetBeginIfNotExistsScript(string migrationId) => throw NoScripts();

    public override string GetBeginIfExistsScript(string migrationId) => throw NoScripts();

    public override string GetEndIfScript() => throw NoScripts();

    protected override bool InterpretExistsResult(object? value) => Convert.ToInt64(value, CultureInfo.InvariantCulture) > 0;

    private Task ReleaseAsync() => Command(Release).ExecuteScalarAsync(Parameters());

    private IRelationalCommand Command(string statement) => Dependencies.RawSqlCommandBuilder.Build(statement);

    private RelationalCommandParameterObject Parameters() =>
        new(Dependencies.Connection, null, null, Dependencies.CurrentContext.Context, Dependencies.CommandLogger);

    private static void Require(object? answer)
    {
        if (Convert.ToInt64(answer, CultureInfo.InvariantCulture) != 1)
            throw new TimeoutException("Another Migrate() has held the lock on this database for ten minutes.");
    }

    private static NotSupportedException NoScripts() => new("This small provider makes no idempotent scripts.");
}
