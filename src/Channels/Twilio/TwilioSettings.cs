using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.Twilio;

/// <summary>What a workspace's file says of a channel by Twilio. Each such channel derives its own.</summary>
public record TwilioSettings : ChannelSettings
{
    private const int SidLength = 34;

    /// <summary>
    /// How long to wait for more messages where neither file nor configuration says: on a telephone people write in
    /// bursts.
    /// </summary>
    public static TimeSpan Debounce { get; } = TimeSpan.FromMilliseconds(1_500);

    /// <summary>
    /// Name of the account (<c>Twilio:Accounts:{name}</c>); null: the one of section <c>Twilio</c> itself.
    /// </summary>
    public string? Account { get; init; }

    /// <summary>The Messaging Service (MG…) to send through, or null to send from the number itself.</summary>
    public string? MessagingServiceSid { get; init; }

    /// <summary>Whether media are deleted at Twilio once we have them. Default: no.</summary>
    public bool DeleteMediaAtProvider { get; init; }

    /// <summary>Reads <c>account</c>.</summary>
    internal static string? ReadAccount(FileObject json) =>
        json.OptionalText("account", WorkspaceName.Is, "the name of an account of the configuration (Twilio:Accounts)");

    /// <summary>Reads <c>messagingServiceSid</c>.</summary>
    internal static string? ReadMessagingService(FileObject json) =>
        json.OptionalText("messagingServiceSid", text => IsSid("MG", text), "MG and 32 hexadecimal digits");

    /// <summary>Whether a text is an id of Twilio's: two letters and 32 hexadecimal digits.</summary>
    /// <param name="prefix">The letters.</param>
    /// <param name="text">The text.</param>
    internal static bool IsSid(string prefix, string text) =>
        text.Length == SidLength && text.StartsWith(prefix, StringComparison.Ordinal) &&
        text[2..].All(char.IsAsciiHexDigitLower);
}
