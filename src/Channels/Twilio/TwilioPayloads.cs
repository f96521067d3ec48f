using System.Globalization;

namespace Gateway.Channels.Twilio;

/// <summary>
/// An inbound message on Twilio's wire: the fields of the webhook that we use, or what the list of messages has of
/// them. Absent texts are empty.
/// </summary>
internal sealed record TwilioInbound
{
    /// <summary>The most files of one message.</summary>
    private const int MostMedia = 10;

    /// <summary>SM or MM and 32 hexadecimal digits.</summary>
    public required string MessageSid { get; init; }

    /// <summary>E.164, a short code, or <c>whatsapp:</c> with E.164 or a business-scoped user id.</summary>
    public required string From { get; init; }

    /// <summary>Our number, with <c>whatsapp:</c> before it on WhatsApp.</summary>
    public required string To { get; init; }

    /// <summary>The words; empty with media or a place alone.</summary>
    public string Body { get; init; } = "";

    /// <summary>The files' addresses and what Twilio says they are, in order.</summary>
    public IReadOnlyList<(string Url, string ContentType)> Media { get; init; } = [];

    /// <summary>What the sender calls themselves on WhatsApp.</summary>
    public string ProfileName { get; init; } = "";

    /// <summary>Digits of the sender's number on WhatsApp.</summary>
    public string WaId { get; init; } = "";

    /// <summary>The sender's business-scoped user id, with or without <c>whatsapp:</c>.</summary>
    public string ExternalUserId { get; init; } = "";

    /// <summary>The same for a group of businesses.</summary>
    public string ParentExternalUserId { get; init; } = "";

    /// <summary>Label of the button that was pressed.</summary>
    public string ButtonText { get; init; } = "";

    /// <summary>Our own id of the button that was pressed.</summary>
    public string ButtonPayload { get; init; } = "";

    /// <summary>Label of the list's item that was chosen.</summary>
    public string ListTitle { get; init; } = "";

    /// <summary>Our own id of the list's item that was chosen.</summary>
    public string ListId { get; init; } = "";

    /// <summary>
    /// What kind of message WhatsApp says it is (<c>text</c>, <c>interactive</c>, <c>order</c>, <c>reaction</c>, …).
    /// </summary>
    public string MessageType { get; init; } = "";

    /// <summary>The answers of a form that was filled in on WhatsApp, as JSON.</summary>
    public string FormData { get; init; } = "";

    /// <summary>
    /// How many files Twilio says there are; more than <see cref="Media"/> when some have no address.
    /// </summary>
    public int MediaCount { get; init; }

    /// <summary>The message that was quoted.</summary>
    public string OriginalRepliedMessageSid { get; init; } = "";

    /// <summary>STOP, START or HELP when Twilio's Advanced Opt-Out has seen to it.</summary>
    public string OptOutType { get; init; } = "";

    /// <summary>The place that was shared, or null.</summary>
    public TwilioPlace? Place { get; init; }

    /// <summary>The advertisement that led here, or null.</summary>
    public TwilioReferral? Referral { get; init; }

    /// <summary>When Twilio took it in; null in a webhook, which comes at once.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>Reads a webhook.</summary>
    public static TwilioInbound Read(TwilioFields fields) => new()
    {
        MessageSid = fields["MessageSid"],
        From = fields["From"],
        To = fields["To"],
        Body = fields["Body"],
        Media = ReadMedia(fields),
        MediaCount = CountMedia(fields),
        MessageType = fields["MessageType"],
        FormData = fields["FlowData"] is { Length: > 0 } form ? form : fields["InteractiveData"],
        ProfileName = fields["ProfileName"],
        WaId = fields["WaId"],
        ExternalUserId = fields["ExternalUserId"],
        ParentExternalUserId = fields["ParentExternalUserId"],
        ButtonText = fields["ButtonText"],
        ButtonPayload = fields["ButtonPayload"],
        ListTitle = fields["ListTitle"],
        ListId = fields["ListId"],
        OriginalRepliedMessageSid = fields["OriginalRepliedMessageSid"],
        OptOutType = fields["OptOutType"],
        Place = TwilioPlace.Read(fields),
        Referral = TwilioReferral.Read(fields),
    };

    private static int CountMedia(TwilioFields fields) =>
        int.TryParse(fields["NumMedia"], NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;

    private static List<(string Url, string ContentType)> ReadMedia(TwilioFields fields)
    {
        var count = CountMedia(fields);
        var media = new List<(string, string)>();
        for (var i = 0; i < Math.Min(count, MostMedia); i++)
        {
            if (fields[string.Create(CultureInfo.InvariantCulture, $"MediaUrl{i}")] is { Length: > 0 } url)
                media.Add((url, fields[string.Create(CultureInfo.InvariantCulture, $"MediaContentType{i}")]));
        }

        return media;
    }
}

/// <summary>A place that was shared on WhatsApp.</summary>
/// <param name="Latitude">Degrees north, a decimal number.</param>
/// <param name="Longitude">Degrees east, a decimal number.</param>
/// <param name="Label">Its name.</param>
/// <param name="Address">Its postal address.</param>
internal sealed record TwilioPlace(string Latitude, string Longitude, string Label, string Address)
{
    /// <summary>Reads a webhook; null when it has none.</summary>
    public static TwilioPlace? Read(TwilioFields fields) => fields["Latitude"] is { Length: > 0 } latitude
        ? new TwilioPlace(latitude, fields["Longitude"], fields["Label"], fields["Address"])
        : null;
}

/// <summary>The advertisement (click to WhatsApp) that a conversation began with.</summary>
internal sealed record TwilioReferral(
    string SourceId, string SourceType, string SourceUrl, string Headline, string Body, string ClickId)
{
    /// <summary>Reads a webhook; null when it has none. <c>ReferralNumMedia</c> comes without one too.</summary>
    public static TwilioReferral? Read(TwilioFields fields)
    {
        var referral = new TwilioReferral(
            fields["ReferralSourceId"], fields["ReferralSourceType"], fields["ReferralSourceUrl"],
            fields["ReferralHeadline"], fields["ReferralBody"],
            fields["ReferralCtwaClid"]);
        return referral.SourceId.Length + referral.SourceUrl.Length + referral.ClickId.Length == 0 ? null : referral;
    }
}

/// <summary>What Twilio tells of a message that we sent.</summary>
/// <param name="MessageSid">Twilio's id of it.</param>
/// <param name="Status">Twilio's word for where it stands.</param>
/// <param name="ErrorCode">Digits; empty when nothing is wrong.</param>
/// <param name="To">The contact, with <c>whatsapp:</c> before it on WhatsApp.</param>
internal sealed record TwilioStatus(string MessageSid, string Status, string ErrorCode, string To)
{
    /// <summary>Reads a callback.</summary>
    public static TwilioStatus Read(TwilioFields fields) => new(
        fields["MessageSid"], fields["MessageStatus"] is { Length: > 0 } status ? status : fields["SmsStatus"],
        fields["ErrorCode"], fields["To"]);
}
