namespace Gateway.Channels.Twilio;

/// <summary>What became of an attempt to buy a number.</summary>
public abstract record TwilioPurchase
{
    private TwilioPurchase()
    {
    }

    /// <summary>It is the account's.</summary>
    public sealed record Bought(TwilioOwnNumber Number) : TwilioPurchase;

    /// <summary>It was not bought.</summary>
    /// <param name="Code">Twilio's code, or <c>http-</c> and the status.</param>
    /// <param name="Words">What is wrong, for an operator.</param>
    /// <param name="IsGone">That number is not to be had; another may be.</param>
    public sealed record Refused(string Code, string Words, bool IsGone) : TwilioPurchase;

    /// <summary>Nobody knows: it is to be looked for by its name before it is bought again.</summary>
    public sealed record Unknown : TwilioPurchase;
}
