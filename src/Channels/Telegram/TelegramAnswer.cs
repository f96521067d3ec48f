namespace Gateway.Channels.Telegram;

/// <summary>What became of a call to Telegram.</summary>
/// <typeparam name="T">What the method answers.</typeparam>
internal abstract record TelegramAnswer<T>
{
    private TelegramAnswer()
    {
    }

    /// <summary>It was done.</summary>
    public sealed record Done(T Result) : TelegramAnswer<T>;

    /// <summary>Telegram has said no, and done nothing.</summary>
    /// <param name="Code">As in HTTP: 400, 401, 403, 429 and so on, below 500.</param>
    /// <param name="Description">Telegram's words.</param>
    /// <param name="RetryAfter">How long to wait, or null.</param>
    /// <param name="MigrateTo">The supergroup that the group has become, or null.</param>
    public sealed record Refused(int Code, string Description, TimeSpan? RetryAfter = null, long? MigrateTo = null)
        : TelegramAnswer<T>
    {
        /// <summary>Whether Telegram's words hold these.</summary>
        public bool Says(string words) => Description.Contains(words, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>No connection could be made: nothing was asked.</summary>
    public sealed record NotSent(string Reason) : TelegramAnswer<T>;

    /// <summary>
    /// It may or may not have been done: a time-out, a broken connection or a fault of Telegram's after the request had
    /// left.
    /// </summary>
    public sealed record Unclear(string Reason) : TelegramAnswer<T>;
}
