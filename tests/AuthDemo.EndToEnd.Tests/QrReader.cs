using System.Diagnostics;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>Reads QR codes from images with zbar, a decoder that shares no code with the encoder.</summary>
internal static class QrReader
{
    /// <summary>The text of the one code in the image; null when none can be read.</summary>
    public static async Task<string?> ReadAsync(byte[] png)
    {
        var zbar = await ChildProcess.RunAsync(
            new ProcessStartInfo("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"]), input: png);
        return zbar.ExitCode == 0 ? zbar.Output.TrimEnd('\n') : null;
    }
}
