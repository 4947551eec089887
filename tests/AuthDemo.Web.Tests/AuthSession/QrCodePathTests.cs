using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using AuthDemo.Web.AuthSession;
using QRCoder;

namespace AuthDemo.Web.Tests.AuthSession;

public sealed partial class QrCodePathTests
{
    [Fact]
    public void Of_BankIdsText_IsVersionSixWithAQuietZoneOfFour()
    {
        Assert.Equal(41 + (2 * 4), QrCodePath.Of(AuthStates.QrContent).Size);
    }

    [Theory]
    [InlineData(AuthStates.QrContent)]
    [InlineData("a")]
    public void Of_AnyText_DrawsExactlyTheModulesOfTheCode(string text)
    {
        using var code = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.L);

        var drawn = Draw(QrCodePath.Of(text));

        Assert.Equal(code.ModuleMatrix.Select(row => row.Cast<bool>()), drawn);
    }

    [Fact]
    public void Of_BankIdsText_IsSmallEnoughToBeSentEachSecond()
    {
        Assert.InRange(QrCodePath.Of(AuthStates.QrContent).Data.Length, 1500, 3500);
    }

    [Fact]
    public async Task Of_BankIdsText_IsReadByAScanner()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/zbarimg"), "zbarimg is not installed (zbar-tools)");
        using var folder = new TemporaryFolder();
        var picture = folder["code.pbm"];
        await File.WriteAllTextAsync(picture, Bitmap(Draw(QrCodePath.Of(AuthStates.QrContent)), scale: 4), TestContext.Current.CancellationToken);

        var read = await ChildProcess.RunAsync("/usr/bin/zbarimg", "--raw", "-q", picture);

        Assert.Equal(AuthStates.QrContent, read.Output.Trim());
    }

    /// <summary>Renders the path as a browser does: a stroke one module wide along each run.</summary>
    private static bool[][] Draw(QrCodePath path)
    {
        var rows = Enumerable.Range(0, path.Size).Select(_ => new bool[path.Size]).ToArray();
        int x = 0, y = 0;
        foreach (Match command in Command().Matches(path.Data))
        {
            var first = int.Parse(command.Groups[2].Value, CultureInfo.InvariantCulture);
            switch (command.Groups[1].Value)
            {
                case "M":
                    (x, y) = (first, int.Parse(command.Groups[3].Value, CultureInfo.InvariantCulture));
                    break;
                case "m":
                    x += first;
                    break;
                case "h":
                    Array.Fill(rows[y], true, x, first);
                    x += first;
                    break;
            }
        }

        Assert.Empty(Command().Replace(path.Data, ""));
        return rows;
    }

    private static string Bitmap(bool[][] rows, int scale)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"P1\n{rows.Length * scale} {rows.Length * scale}\n");
        foreach (var row in rows)
        {
            var line = string.Concat(row.Select(dark => string.Concat(Enumerable.Repeat(dark ? "1 " : "0 ", scale))));
            for (var i = 0; i < scale; i++)
                text.Append(line).Append('\n');
        }

        return text.ToString();
    }

    [GeneratedRegex(@"(M)(\d+) (\d+)\.5|(?<1>m)(?<2>\d+) 0|(?<1>h)(?<2>\d+)")]
    private static partial Regex Command();
}
