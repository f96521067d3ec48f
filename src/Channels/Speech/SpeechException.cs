namespace Gateway.Channels.Speech;

/// <summary>A recogniser or a synthesiser could not be asked, refused, or broke off.</summary>
/// <param name="backEnd">Its name in the configuration.</param>
/// <param name="code">
/// A word for logs and metrics: <c>connection</c>, <c>refused</c>, <c>limit</c>, <c>timeout</c>, <c>broken</c>;
/// <c>ended</c>: the vendor ends each session after a while, and another may be begun at once.
/// </param>
/// <param name="inner">What was thrown, or null.</param>
public sealed class SpeechException(string backEnd, string code, Exception? inner = null)
    : Exception($"The speech of {backEnd} failed: {code}.", inner)
{
    /// <summary>The code of a session that was over, with nothing wrong.</summary>
    public const string Ended = "ended";

    /// <summary>The back end's name in the configuration.</summary>
    public string BackEnd { get; } = backEnd;

    /// <summary>A word for what went wrong.</summary>
    public string Code { get; } = code;
}
