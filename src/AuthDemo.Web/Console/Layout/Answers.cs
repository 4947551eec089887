using AuthDemo.Journal.Queries;

namespace AuthDemo.Web.Console.Layout;

/// <summary>Reads an answer of the journal after its trouble was looked at.</summary>
internal static class Answers
{
    public static T Known<T>(this Answer<T> answer) => ((Answer<T>.Known)answer).Value;
}
