using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using RoutingData.EntityFrameworkCore.Tests.Shop;

namespace RoutingData.EntityFrameworkCore.Tests.Migrating;

/// <summary>Makes a table, and writes down in it who was at work and for how long: two migrations at once would show.</summary>
[DbContext(typeof(MigratedContext))]
[Migration("20260101000000_First")]
public sealed class FirstMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.CreateTable(
            name: "Visits",
            columns: table => new
            {
                Id = table.Column<int>(type: "int", nullable: false).Annotation(ShopProvider.AutoIncrement.Name, ShopProvider.AutoIncrement.Value),
                Place = table.Column<string>(type: "varchar(64)", nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Visits", visit => visit.Id));
        migrationBuilder.Sql("DO SLEEP(0.3);");
        migrationBuilder.Sql("INSERT INTO Visits (Place) VALUES (CONCAT('server ', @@server_id));");
    }

    protected override void Down(MigrationBuilder migrationBuilder) => migrationBuilder.DropTable("Visits");
}
