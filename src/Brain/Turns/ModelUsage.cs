using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>What one request to a model took.</summary>
/// <param name="Model">The model's name in the configuration.</param>
/// <param name="Input">Tokens it was told, those of <paramref name="CachedInput"/> among them.</param>
/// <param name="CachedInput">Tokens of them that its service had kept of an earlier request.</param>
/// <param name="Output">Tokens it answered.</param>
/// <param name="Cost">What its service takes for them, or null where no prices are configured.</param>
/// <param name="Duration">From the request to the end of the answer.</param>
internal sealed record ModelUsage(
    string Model, long Input, long CachedInput, long Output, Money? Cost, TimeSpan Duration)
{
    /// <summary>Whether the service did not tell and the tokens were counted here.</summary>
    public bool IsEstimated { get; init; }

    /// <summary>What <see cref="Failure"/> says of what was given up by who asked.</summary>
    public const string GivenUp = nameof(OperationCanceledException);

    /// <summary>
    /// The name of the exception with which it failed, be it before it had said anything, so that it gave way to the
    /// next model, or later; null when it answered.
    /// </summary>
    public string? Failure { get; init; }

    /// <summary>All tokens.</summary>
    public long Tokens => Input + Output;
}
