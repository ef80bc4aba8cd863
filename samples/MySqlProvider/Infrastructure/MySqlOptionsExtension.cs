using System.Data.Common;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace MySqlProvider.Infrastructure;

/// <summary>What UseMySql was told.</summary>
public sealed class MySqlOptionsExtension : RelationalOptionsExtension
{
    private ExtensionInfo? _info;

    public MySqlOptionsExtension()
    {
    }

    private MySqlOptionsExtension(MySqlOptionsExtension from)
        : base(from) => DataSource = from.DataSource;

    /// <summary>Makes the connections, if the application has one.</summary>
    public DbDataSource? DataSource { get; private set; }

    public override DbContextOptionsExtensionInfo Info => _info ??= new ExtensionInfo(this);

    public MySqlOptionsExtension WithDataSource(DbDataSource dataSource) => new(this) { DataSource = dataSource };

    public override void ApplyServices(IServiceCollection services) => services.AddMySqlProvider();

    protected override RelationalOptionsExtension Clone() => new MySqlOptionsExtension(this);

    private sealed class ExtensionInfo(IDbContextOptionsExtension extension) : RelationalExtensionInfo(extension)
    {
        public override void PopulateDebugInfo(IDictionary<string, string> debugInfo) => debugInfo["MySqlProvider"] = "1";
    }
}
