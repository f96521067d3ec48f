namespace Gateway.Inspection.Provisioning.Runs;

/// <summary>
/// A step cannot be done now: what was done before it stays, and the next run goes on from here. The message is for the
/// operator and holds no secret.
/// </summary>
/// <param name="code">A word for it, such as <c>number-price</c>, or the provider's own.</param>
/// <param name="words">What is wrong, and what to do.</param>
internal sealed class ProvisioningFault(string code, string words) : Exception(words)
{
    /// <summary>A word for it.</summary>
    public string Code { get; } = code;
}
