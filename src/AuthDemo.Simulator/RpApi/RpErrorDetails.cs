using AuthDemo.Simulator.Orders;
using AuthDemo.Simulator.Wire;

namespace AuthDemo.Simulator.RpApi;

/// <summary>The <c>details</c> of error responses in the service's own words, as recorded by clients that were tested against it. They name
/// one problem; the lint report has all of them with their limits.</summary>
internal static class RpErrorDetails
{
    public const string NoSuchOrder = "No such order";
    public const string AlreadyInProgress = "Order already in progress for pno";
    public const string RequiresVisibleData = "requires userVisibleData";

    public static string Of(FieldProblem problem) => problem switch
    {
        { Path: "userNonVisibleData", Rule: RequiresVisibleData } => "userNonVisible data requires userVisibleData",
        { Path: "personalNumber" or "requirement.personalNumber" } => "Incorrect personalNumber",
        { Path: "callInitiator" } => "Incorrect callInitiator",
        { Path: "userVisibleTransaction.transactionType" } => "transactionType is not a valid transaction type",
        _ when IsWithin(problem.Path, "userVisibleTransaction.money") => "money has invalid amount or currency",
        _ when IsWithin(problem.Path, "userVisibleTransaction.recipient") => "Recipient name is invalid",
        _ => $"Invalid {problem.Path.Split('.')[0]}",
    };

    private static bool IsWithin(string path, string parent) => path == parent || path.StartsWith(parent + ".", StringComparison.Ordinal);
}
