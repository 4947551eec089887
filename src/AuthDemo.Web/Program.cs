using AuthDemo.Web;
using AuthDemo.Web.BankId;

var builder = WebApplication.CreateBuilder(ContentRoot.Options(args));
builder.AddPages();
builder.AddBankId();

var app = builder.Build();
app.UsePages();
await app.RunAsync();

/// <summary>The entry point, public for the browser tests' host.</summary>
public partial class Program;
