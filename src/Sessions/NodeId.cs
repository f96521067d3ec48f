using System.Security.Cryptography;

namespace Gateway.Sessions;

/// <summary>
/// Names one running gateway process among those that share a Redis. A restarted process is another node.
/// </summary>
/// <param name="Value">16 hexadecimal characters.</param>
public sealed record NodeId(string Value)
{
    /// <summary>A name no other node has.</summary>
    public static NodeId New() => new(RandomNumberGenerator.GetHexString(16, lowercase: true));

    /// <inheritdoc/>
    public override string ToString() => Value;
}
