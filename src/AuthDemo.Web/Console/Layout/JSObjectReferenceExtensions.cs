using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Layout;

/// <summary>Disposes of JavaScript objects.</summary>
internal static class JSObjectReferenceExtensions
{
    /// <summary>Disposes of the reference, and ignores that the browser is disconnected.</summary>
    /// <param name="reference">The reference; null does nothing.</param>
    /// <param name="callDispose">Calls the object's own <c>dispose</c> function first.</param>
    public static async ValueTask DisposeSafelyAsync(this IJSObjectReference? reference, bool callDispose = false)
    {
        if (reference is null)
            return;
        try
        {
            if (callDispose)
                await reference.InvokeVoidAsync("dispose");
            await reference.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser is disconnected.
        }
    }
}
