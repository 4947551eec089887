namespace AuthDemo.Simulator.Certificates;

/// <summary>Kind of a relying party's key. BankID issues RSA 2048.</summary>
internal enum KeyAlgorithm
{
    Rsa,
    Ecdsa,
}
