using AuthDemo.Journal;
using AuthDemo.Web.Console.Access;
using AuthDemo.Web.Console.Layout;
using Microsoft.Extensions.Localization;

namespace AuthDemo.Web.Console.Actions;

/// <summary>Error texts of operations in the operator's language.</summary>
internal static class OperationResultTexts
{
    /// <summary>The error text; null if the operation is done.</summary>
    public static string? ErrorText<T>(this IStringLocalizer<ConsoleTexts> texts, OperationResult<T> result) => result switch
    {
        OperationResult<T>.Done => null,
        OperationResult<T>.Refused refused => texts["Problem.Refused", texts["Role." + refused.Needed]],
        OperationResult<T>.SignedOut => texts["Problem.SignedOut"],
        OperationResult<T>.Invalid { Field: "person" } => texts["Problem.NoPerson"],
        OperationResult<T>.Invalid { Field: "reason" } => texts["Problem.Reason"],
        OperationResult<T>.Invalid invalid => invalid.Message,
        OperationResult<T>.Unavailable unavailable => $"{texts["Problem.Unrecorded"]} {texts.TextFor("JournalFailure.", unavailable.Failure)}",
        OperationResult<T>.Failed => texts["Problem.Failed"],
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
