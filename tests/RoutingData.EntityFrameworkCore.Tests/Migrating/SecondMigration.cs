using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace RoutingData.EntityFrameworkCore.Tests.Migrating;

/// <summary>Adds to what the first one made.</summary>
[DbContext(typeof(MigratedContext))]
[Migration("20260102000000_Second")]
public sealed class SecondMigration : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.AddColumn<int>(name: "Length", table: "Visits", type: "int", nullable: false, defaultValue: 0);
        migrationBuilder.CreateIndex(name: "IX_Visits_Place", table: "Visits", column: "Place");
    }

    protected override void Down(MigrationBuilder migrationBuilder)
    {
        migrationBuilder.DropIndex(name: "IX_Visits_Place", table: "Visits");
        migrationBuilder.DropColumn(name: "Length", table: "Visits");
    }
}
