using Microsoft.EntityFrameworkCore.Migrations;

namespace AuthDemo.Journal.Storage.Migrations;

/// <summary>A proof completes one session. Sessions that completed before have no hash.</summary>
public partial class UsedProofs : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("ProofHash", "Sessions", nullable: true);
        migrationBuilder.CreateIndex("IX_Sessions_ProofHash", "Sessions", "ProofHash", unique: true);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.DropIndex("IX_Sessions_ProofHash", "Sessions");
        migrationBuilder.DropColumn("ProofHash", "Sessions");
    }
}
