using System.Text;
using System.Xml.Linq;
using AuthDemo.Simulator.Orders;

namespace AuthDemo.Simulator.Evidence;

/// <summary>Makes the proof of a complete order.</summary>
internal static class EvidenceMaker
{
    public static SignedEvidence Make(Order order) => new(
        Convert.ToBase64String(Encoding.UTF8.GetBytes(SignedData.Of(order).ToString(SaveOptions.DisableFormatting))),
        Convert.ToBase64String([0x30, 0x03, 0x0a, 0x01, 0x06]));
}
