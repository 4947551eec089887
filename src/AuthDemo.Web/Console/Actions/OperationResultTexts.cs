using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.Actions;

/// <summary>Why an act was not done, in the operator's language.</summary>
internal static class OperationResultTexts
{
    /// <summary>The sentence; null for a result that was done.</summary>
    public static string? Problem<T>(this IStringLocalizer<ConsoleTexts> texts, OperationResult<T> result) => result switch
    {
        OperationResult<T>.Done => null,
        OperationResult<T>.Refused refused => texts["Problem.Refused", texts["Role." + refused.Needed]],
        OperationResult<T>.SignedOut => texts["Problem.SignedOut"],
        OperationResult<T>.Invalid { Field: "person" } => texts["Problem.NoPerson"],
        OperationResult<T>.Invalid { Field: "reason" } => texts["Problem.Reason"],
        OperationResult<T>.Invalid invalid => invalid.Message,
        OperationResult<T>.Unavailable down => $"{texts["Problem.Unrecorded"]} {texts.TextFor("Trouble.", down.Trouble)}",
        OperationResult<T>.Failed => texts["Problem.Failed"],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
