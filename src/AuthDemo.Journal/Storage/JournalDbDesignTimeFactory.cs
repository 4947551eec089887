using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace AuthDemo.Journal.Storage;

/// <summary>Lets <c>dotnet ef migrations add</c> build the model; see docs/decisions/0021 for what to strip from its output.</summary>
internal sealed class JournalDbDesignTimeFactory : IDesignTimeDbContextFactory<JournalDb>
{
    public JournalDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<JournalDb>().UseSqlite("Data Source=:memory:").Options);
}
