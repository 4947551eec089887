using AuthDemo.Journal;

namespace AuthDemo.Web.Storage;

/// <summary>The durable journal, in the data folder unless <c>Journal:DataFolder</c> says otherwise. Before anything that writes to it.</summary>
internal static class JournalFeature
{
    public static void AddDurableJournal(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["Journal:DataFolder"] is null && builder.Configuration[DataFolder.Key] is { Length: > 0 } folder)
            builder.Configuration.AddInMemoryCollection([new("Journal:DataFolder", folder)]);
        builder.AddJournal();
    }
}
