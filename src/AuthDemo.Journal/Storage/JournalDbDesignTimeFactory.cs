using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AuthDemo.Journal.Storage;

/// <summary>Creates the context for <c>dotnet ef migrations add</c>; docs/decisions/0021 says what to remove from its output.</summary>
internal sealed class JournalDbDesignTimeFactory : IDesignTimeDbContextFactory<JournalDb>
{
    public JournalDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<JournalDb>().UseSqlite("Data Source=:memory:").Options);
}
