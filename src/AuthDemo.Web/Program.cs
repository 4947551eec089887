using AuthDemo.Journal;
using AuthDemo.Journal.Commands;
using AuthDemo.Web;
using AuthDemo.Web.BankId;
using AuthDemo.Web.Localization;

if (IcuCheck.FindProblem() is { } problem)
{
    System.Console.Error.WriteLine(problem);
    return 1;
}

if (JournalCommands.Handles(args))
    return await JournalCommands.RunAsync(args, ContentRoot.Find());

var builder = WebApplication.CreateBuilder(ContentRoot.Options(args));
builder.AddPages();
builder.AddBankId();

var app = builder.Build();
app.UsePages();
await app.RunAsync();
return 0;

/// <summary>The entry point, public for the browser tests' host.</summary>
public partial class Program;
