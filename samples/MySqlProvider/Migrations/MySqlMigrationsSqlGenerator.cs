using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using MySqlProvider.Metadata;

namespace MySqlProvider.Migrations;

/// <summary>Tables, columns and indexes as MySQL writes them. Renaming and altering columns is for a complete provider.</summary>
internal sealed class MySqlMigrationsSqlGenerator(MigrationsSqlGeneratorDependencies dependencies) : MigrationsSqlGenerator(dependencies)
{
    protected override void ColumnDefinition(
        string? schema, string table, string name, ColumnOperation operation, IModel? model, MigrationCommandListBuilder builder)
    {
        base.ColumnDefinition(schema, table, name, operation, model, builder);
        if (operation[MySqlAnnotationProvider.AutoIncrement] is true) builder.Append(" AUTO_INCREMENT");
    }

    protected override void Generate(
        DropIndexOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        var names = Dependencies.SqlGenerationHelper;
        builder.Append($"DROP INDEX {names.DelimitIdentifier(operation.Name)} ON {names.DelimitIdentifier(operation.Table!)}");
        if (terminate) builder.AppendLine(names.StatementTerminator).EndCommand();
    }
}
