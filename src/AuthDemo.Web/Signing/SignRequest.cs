using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Signing;

/// <summary>
/// A document to sign or a payment to approve, as the server holds it. No part of it ever comes from a browser (guide §3, S23).
/// Contains personal data: prints masked.
/// </summary>
/// <param name="Id">Identifies the request in addresses and forms: 1–64 characters of <c>a-z 0-9 -</c>.</param>
/// <param name="Title">The title in the current language.</param>
/// <param name="Intent">Flow, texts, payment, requirement and risk. Device, browser and address are added at the start.</param>
public sealed record SignRequest(string Id, string Title, AuthIntent Intent)
{
    /// <summary>Only a signed-in user may start it; <see cref="Intent"/> then requires that user's personal number.</summary>
    public bool RequiresSignIn { get; init; }

    /// <summary>Describes the data that is signed but not displayed; null when there is none.</summary>
    public string? HiddenDescription { get; init; }

    /// <summary>
    /// Hash of the texts and the payment. The form returns the hash of the page that was read. A different hash means that the content
    /// has changed since (another version, another language), so the user is asked to read it again.
    /// </summary>
    public string ContentHash => Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Intent.Flow, Intent.UserVisibleData, Intent.UserVisibleDataFormat, Intent.UserNonVisibleData, Intent.Payment,
    })));

    /// <summary>Masked.</summary>
    public override string ToString() => $"SignRequest {{ Id = {Id}, Flow = {Intent.Flow} }}";
}
