using System.Formats.Asn1;

namespace AuthDemo.Signatures.Ocsp;

/// <summary>Strict DER. The readers here descend a fixed number of levels, so nested input cannot exhaust the stack.</summary>
internal static class Der
{
    /// <summary>A reader over one value that fills the whole input.</summary>
    /// <exception cref="AsnContentException">Something follows the value.</exception>
    public static AsnReader ReaderOver(byte[] der)
    {
        var reader = new AsnReader(der, AsnEncodingRules.DER);
        if (reader.PeekEncodedValue().Length != der.Length)
            throw new AsnContentException("Trailing data.");
        return reader;
    }

    /// <summary>The OID of an <c>AlgorithmIdentifier</c> without parameters, or with the NULL that RSA has.</summary>
    public static string ReadAlgorithm(AsnReader from)
    {
        var algorithm = from.ReadSequence();
        var oid = algorithm.ReadObjectIdentifier();
        if (algorithm.HasData)
            algorithm.ReadNull();
        algorithm.ThrowIfNotEmpty();
        return oid;
    }

    /// <summary>The tag of an explicitly tagged value.</summary>
    public static Asn1Tag Explicit(int number) => new(TagClass.ContextSpecific, number, isConstructed: true);
}
