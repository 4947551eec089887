using AuthDemo.Journal.AuditLog;
using AuthDemo.Journal.Protection;
using AuthDemo.Journal.Sessions;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Metadata;

namespace AuthDemo.Journal.Storage.Migrations;

/// <summary>The first tables. No column names a type: each provider maps text, bytes and integers itself (docs/decisions/0021).</summary>
public partial class Initial : Migration
{
    /// <inheritdoc/>
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "DataProtectionKeys",
            columns: table => new
            {
                Id = table.Column<int>(nullable: false)
                    .Annotation("Sqlite:Autoincrement", true)
                    .Annotation("Npgsql:ValueGenerationStrategy", NpgsqlValueGenerationStrategy.IdentityByDefaultColumn),
                FriendlyName = table.Column<string>(nullable: true),
                Xml = table.Column<string>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_DataProtectionKeys", key => key.Id));
        migrationBuilder.CreateTable(
            name: "Secrets",
            columns: table => new
            {
                Name = table.Column<string>(nullable: false),
                Value = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Secrets", secret => secret.Name));
        migrationBuilder.CreateTable(
            name: "Head",
            columns: table => new
            {
                Id = table.Column<int>(nullable: false),
                Seq = table.Column<long>(nullable: false),
                Hash = table.Column<byte[]>(nullable: false),
                TrimmedThrough = table.Column<long>(nullable: false),
                TrimmedHash = table.Column<byte[]>(nullable: false),
                Seal = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Head", head => head.Id));
        migrationBuilder.CreateTable(
            name: "Events",
            columns: table => new
            {
                Seq = table.Column<long>(nullable: false),
                At = table.Column<long>(nullable: false),
                Type = table.Column<string>(nullable: false),
                SessionId = table.Column<string>(nullable: true),
                Actor = table.Column<string>(nullable: false),
                Facts = table.Column<string>(nullable: false),
                Sealed = table.Column<byte[]>(nullable: true),
                Hash = table.Column<byte[]>(nullable: false),
            },
            constraints: table => table.PrimaryKey("PK_Events", entry => entry.Seq));
        migrationBuilder.CreateTable(
            name: "Sessions",
            columns: table => new
            {
                Id = table.Column<string>(nullable: false),
                Version = table.Column<long>(nullable: false),
                Flow = table.Column<string>(nullable: false),
                Device = table.Column<string>(nullable: true),
                Os = table.Column<string>(nullable: true),
                Browser = table.Column<string>(nullable: true),
                State = table.Column<string>(nullable: false),
                Message = table.Column<string>(nullable: true),
                Reason = table.Column<string>(nullable: true),
                Raw = table.Column<string>(nullable: true),
                Orders = table.Column<int>(nullable: false),
                OpenOrder = table.Column<int>(nullable: true),
                Operator = table.Column<string>(nullable: true),
                StartedAt = table.Column<long>(nullable: false),
                UpdatedAt = table.Column<long>(nullable: false),
                EndedAt = table.Column<long>(nullable: true),
                DurationMs = table.Column<long>(nullable: true),
                Words = table.Column<string>(nullable: false),
                OwnerHash = table.Column<string>(nullable: true),
                PersonHash = table.Column<string>(nullable: true),
                DataKey = table.Column<byte[]>(nullable: true),
                Person = table.Column<byte[]>(nullable: true),
                Record = table.Column<byte[]>(nullable: true),
            },
            constraints: table => table.PrimaryKey("PK_Sessions", session => session.Id));
        migrationBuilder.CreateTable(
            name: "Orders",
            columns: table => new
            {
                SessionId = table.Column<string>(nullable: false),
                Number = table.Column<int>(nullable: false),
                StartedAt = table.Column<long>(nullable: false),
                EndedAt = table.Column<long>(nullable: true),
                Ending = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("PK_Orders", order => new { order.SessionId, order.Number });
                table.ForeignKey(
                    "FK_Orders_Sessions_SessionId", order => order.SessionId, "Sessions", "Id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("IX_Events_SessionId_Seq", "Events", ["SessionId", "Seq"]);
        migrationBuilder.CreateIndex("IX_Events_Type_Seq", "Events", ["Type", "Seq"]);
        migrationBuilder.CreateIndex("IX_Sessions_EndedAt", "Sessions", "EndedAt");
        migrationBuilder.CreateIndex("IX_Sessions_OwnerHash_StartedAt", "Sessions", ["OwnerHash", "StartedAt"]);
        migrationBuilder.CreateIndex("IX_Sessions_PersonHash", "Sessions", "PersonHash");
        migrationBuilder.CreateIndex("IX_Sessions_StartedAt", "Sessions", "StartedAt");
        migrationBuilder.CreateIndex("IX_Sessions_State_StartedAt", "Sessions", ["State", "StartedAt"]);
        migrationBuilder.CreateIndex("IX_Sessions_UpdatedAt", "Sessions", "UpdatedAt");
        RefuseUpdatesOfEvents(migrationBuilder);
    }

    /// <inheritdoc/>
    protected override void Down(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        foreach (var table in (string[])["Orders", "Sessions", "Events", "Head", "Secrets", "DataProtectionKeys"])
            migrationBuilder.DropTable(table);
        if (migrationBuilder.ActiveProvider is PostgreSql)
            migrationBuilder.Sql("DROP FUNCTION journal_events_are_final()");
    }

    private const string PostgreSql = "Npgsql.EntityFrameworkCore.PostgreSQL";

    // The log is append-only also for a mistaken statement: the one thing in which the two databases need different words.
    private static void RefuseUpdatesOfEvents(MigrationBuilder migrationBuilder)
    {
        if (migrationBuilder.ActiveProvider is not PostgreSql)
        {
            migrationBuilder.Sql(
                """
                CREATE TRIGGER "Events_are_final" BEFORE UPDATE ON "Events"
                BEGIN SELECT RAISE(ABORT, 'Events are append-only'); END
                """);
            return;
        }
        migrationBuilder.Sql(
            """
            CREATE FUNCTION journal_events_are_final() RETURNS trigger LANGUAGE plpgsql AS
            $$ BEGIN RAISE EXCEPTION 'Events are append-only'; END $$
            """);
        migrationBuilder.Sql(
            """
            CREATE TRIGGER "Events_are_final" BEFORE UPDATE ON "Events"
            FOR EACH ROW EXECUTE FUNCTION journal_events_are_final()
            """);
    }
}
