using AuthDemo.Web;

var builder = WebApplication.CreateBuilder(ContentRoot.Options(args));
builder.AddPages();

var app = builder.Build();
app.UsePages();
await app.RunAsync();

/// <summary>The entry point, public for the browser tests' host.</summary>
public partial class Program;
