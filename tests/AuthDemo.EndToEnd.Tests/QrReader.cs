using System.Diagnostics;

namespace AuthDemo.EndToEnd.Tests;

/// <summary>Reads a QR code from a picture with zbar, a decoder that shares nothing with the encoder.</summary>
internal static class QrReader
{
    /// <summary>The text of the one code in the picture; null when there is none to read.</summary>
    public static async Task<string?> ReadAsync(byte[] png)
    {
        using var zbar = Process.Start(new ProcessStartInfo("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", "-"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        await zbar.StandardInput.BaseStream.WriteAsync(png);
        zbar.StandardInput.Close();
        var text = await zbar.StandardOutput.ReadToEndAsync();
        await zbar.WaitForExitAsync();
        return zbar.ExitCode == 0 ? text.TrimEnd('\n') : null;
    }
}
