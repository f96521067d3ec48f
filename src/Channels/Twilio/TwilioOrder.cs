namespace Gateway.Channels.Twilio;

/// <summary>A number to be bought.</summary>
/// <param name="Number">E.164.</param>
/// <param name="Name">What it is found again by; at most <see cref="TwilioNumbers.LongestName"/> characters.</param>
public sealed record TwilioOrder(string Number, string Name)
{
    /// <summary>The address that the country asks for (AD…), or null.</summary>
    public string? AddressSid { get; init; }

    /// <summary>The papers that the country asks for (BU…), or null.</summary>
    public string? BundleSid { get; init; }

    internal List<KeyValuePair<string, string>> ToForm()
    {
        List<KeyValuePair<string, string>> form = [new("PhoneNumber", Number), new("FriendlyName", Name)];
        if (AddressSid is { } address)
            form.Add(new("AddressSid", address));
        if (BundleSid is { } bundle)
            form.Add(new("BundleSid", bundle));
        return form;
    }
}
