using Microsoft.AspNetCore.Components;

namespace AuthDemo.Web.Console.Sessions;

/// <summary>Explains why an export failed.</summary>
public sealed partial class ExportFailedPage
{
    /// <summary><c>role</c>, <c>person</c>, <c>text</c>, <c>failed</c>, or the journal's code, such as <c>disk_full</c>.</summary>
    [Parameter] public string Why { get; set; } = "";

    private string Back => "/console/sessions" + SessionView.Parse(new Uri(Navigation.Uri).Query).ToQuery();

    private string Message => Why switch
    {
        "role" => L["Problem.Refused", L["Role.Operator"]],
        "person" => L["PersonalNumber.Wrong"],
        "text" => L["NotExported.Text"],
        // The URL may contain any text.
        _ when L["JournalFailure." + Why] is { ResourceNotFound: false } failure => $"{L["Problem.Unrecorded"]} {failure}",
        _ => L["Problem.Failed"],
    };
}
