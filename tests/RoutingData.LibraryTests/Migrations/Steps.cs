using FluentMigrator;

namespace RoutingData.LibraryTests.Migrations;

/// <summary>A table.</summary>
[Migration(1)]
public sealed class FirstStep : AutoReversingMigration
{
    /// <inheritdoc/>
    public override void Up() => Create.Table("ware").WithColumn("id").AsInt32().PrimaryKey().WithColumn("name").AsString(50);
}

/// <summary>A column and a row.</summary>
[Migration(2)]
public sealed class SecondStep : Migration
{
    /// <inheritdoc/>
    public override void Up()
    {
        Alter.Table("ware").AddColumn("price").AsInt32().WithDefaultValue(1);
        Insert.IntoTable("ware").Row(new { id = 1, name = "first" });
    }

    /// <inheritdoc/>
    public override void Down() => Delete.Column("price").FromTable("ware");
}
