using System.Text.Json;

namespace AuthDemo.Sessions.Protocol;

/// <summary>Reads the module's reply to <c>describe</c>.</summary>
internal static class DescriptionReader
{
    public static DescribeReply Read(ReadOnlyMemory<byte> reply)
    {
        try
        {
            using var document = JsonDocument.Parse(reply);
            var root = document.RootElement;
            return new DescribeReply.Described(new ModuleDescription(
                OutcomeReader.Text(root, "version"),
                root.GetProperty("seam").GetInt32(),
                OutcomeReader.Texts(root, "flows"),
                OutcomeReader.Texts(root, "outcomes"),
                root.GetProperty("host_messages").EnumerateObject().ToDictionary(member => member.Name, member => member.Value.GetString()!)));
        }
        catch (Exception wrong) when (SeamFormat.IsBroken(wrong))
        {
            return new DescribeReply.Broken($"unreadable reply ({wrong.GetType().Name})");
        }
    }
}
