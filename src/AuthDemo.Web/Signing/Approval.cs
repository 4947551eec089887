using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using AuthDemo.Sessions;
using AuthDemo.Sessions.Intents;

namespace AuthDemo.Web.Signing;

/// <summary>
/// One thing that a person may sign or approve, as the server has it. Nothing of it ever comes from a browser (guide §3, S23).
/// Personal data: prints masked.
/// </summary>
/// <param name="Id">In addresses and forms: 1–64 of <c>a-z 0-9 -</c>.</param>
/// <param name="Title">In the present language.</param>
/// <param name="Order">Flow, texts, payment, requirement, risk. Where and by whom is filled in at the start.</param>
public sealed record Approval(string Id, string Title, AuthIntent Order)
{
    /// <summary>Only a person who is signed in may start: <see cref="Order"/> then names who.</summary>
    public bool SignInFirst { get; init; }

    /// <summary>What is signed without being shown, in words; null when there is nothing, or nothing to say of it.</summary>
    public string? HiddenDescription { get; init; }

    /// <summary>
    /// Hash of the texts and the payment. The form brings back the one of the page that was read: when it differs, what the person
    /// would get is not what they have seen (another version, another language), and they are asked to read again.
    /// </summary>
    public string Seen => Base64Url.EncodeToString(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new
    {
        Order.Flow, Order.UserVisibleData, Order.UserVisibleDataFormat, Order.UserNonVisibleData, Order.Payment,
    })));

    /// <summary>Masked.</summary>
    public override string ToString() => $"Approval {{ Id = {Id}, Flow = {Order.Flow} }}";
}
