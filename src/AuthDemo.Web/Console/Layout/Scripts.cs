using Microsoft.JSInterop;

namespace AuthDemo.Web.Console.Layout;

/// <summary>Lets go of what a page holds in the browser.</summary>
internal static class Scripts
{
    /// <summary>Disposes on both sides; a browser that is gone needs no tidying up.</summary>
    /// <param name="held">What is held; null is nothing.</param>
    /// <param name="ends">It has a <c>dispose</c> of its own.</param>
    public static async ValueTask LetGoAsync(this IJSObjectReference? held, bool ends = false)
    {
        if (held is null)
            return;
        try
        {
            if (ends)
                await held.InvokeVoidAsync("dispose");
            await held.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser has left.
        }
    }
}
