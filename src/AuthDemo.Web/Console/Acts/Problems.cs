using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Desk;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.Acts;

/// <summary>Why an act was not done, in the operator's language.</summary>
internal static class Problems
{
    /// <summary>The sentence; null for a deed that was done.</summary>
    public static string? Problem<T>(this IStringLocalizer<ConsoleTexts> texts, Deed<T> deed) => deed switch
    {
        Deed<T>.Done => null,
        Deed<T>.Refused refused => texts["Problem.Refused", texts["Role." + refused.Needed]],
        Deed<T>.SignedOut => texts["Problem.SignedOut"],
        Deed<T>.Invalid { Field: "person" } => texts["Problem.NoPerson"],
        Deed<T>.Invalid { Field: "reason" } => texts["Problem.Reason"],
        Deed<T>.Invalid invalid => invalid.Message,
        Deed<T>.Unavailable down => $"{texts["Problem.Unrecorded"]} {texts.Word("Trouble.", down.Trouble)}",
        Deed<T>.Failed => texts["Problem.Failed"],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
