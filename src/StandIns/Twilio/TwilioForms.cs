using System.Globalization;

namespace Gateway.StandIns.Twilio;

/// <summary>The forms that Twilio posts to a gateway.</summary>
public static class TwilioForms
{
    /// <summary>Before an address on WhatsApp.</summary>
    public const string WhatsAppPrefix = "whatsapp:";

    private const string Version = "2010-04-01";

    /// <summary>Of a message that came in; what only some messages have is added by whoever sends one.</summary>
    /// <param name="message">The message.</param>
    /// <param name="accountSid">The account it came to.</param>
    /// <param name="api">Where the API is.</param>
    public static List<KeyValuePair<string, string>> Inbound(KeptMessage message, string accountSid, Uri api)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("MessageSid", message.Sid),
            new("SmsSid", message.Sid),
            new("SmsMessageSid", message.Sid),
            new("AccountSid", accountSid),
            new("From", message.From),
            new("To", message.To),
            new("Body", message.Body),
            new("NumMedia", message.Media.Count.ToString(CultureInfo.InvariantCulture)),
            new("NumSegments", message.Segments.ToString(CultureInfo.InvariantCulture)),
            new("SmsStatus", message.Status),
            new("ApiVersion", Version),
        ];
        foreach (var (index, file) in message.Media.Index())
        {
            var address =
                $"{api.AbsoluteUri.TrimEnd('/')}/{Version}/Accounts/{accountSid}/Messages/{message.Sid}/Media/{file.Sid}";
            fields.Add(new(FormattableString.Invariant($"MediaUrl{index}"), address));
            fields.Add(new(FormattableString.Invariant($"MediaContentType{index}"), file.ContentType));
        }

        return fields;
    }

    /// <summary>Of what became of a message that was sent.</summary>
    /// <param name="message">The message.</param>
    /// <param name="accountSid">The account that sent it.</param>
    /// <param name="status">What became of it.</param>
    /// <param name="errorCode">Why it failed, or null.</param>
    /// <param name="at">When.</param>
    public static List<KeyValuePair<string, string>> Receipt(
        KeptMessage message, string accountSid, string status, string? errorCode, DateTimeOffset at)
    {
        List<KeyValuePair<string, string>> fields =
        [
            new("MessageSid", message.Sid),
            new("MessageStatus", status),
            new("SmsSid", message.Sid),
            new("SmsStatus", status),
            new("AccountSid", accountSid),
            new("From", message.From),
            new("To", message.To),
            new("ApiVersion", Version),
        ];
        if (message.MessagingServiceSid is { } service)
            fields.Add(new("MessagingServiceSid", service));
        if (errorCode is not null)
            fields.Add(new("ErrorCode", errorCode));
        if (message.IsWhatsApp)
        {
            fields.Add(new("ChannelPrefix", "whatsapp"));
            fields.Add(new("ChannelToAddress", message.To));
            fields.Add(new("EventType", status.ToUpperInvariant()));
        }
        else if (status == "delivered")
        {
            fields.Add(new("RawDlrDoneDate", at.UtcDateTime.ToString("yyMMddHHmm", CultureInfo.InvariantCulture)));
        }

        return fields;
    }
}
