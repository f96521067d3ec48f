namespace Gateway.StandIns.Twilio;

/// <summary>A file of a message.</summary>
/// <param name="Sid">ME and 32 hexadecimal digits.</param>
/// <param name="ContentType">MIME type.</param>
/// <param name="Read">What is in it; null once it is gone.</param>
public sealed record KeptMedia(string Sid, string ContentType, Func<byte[]?> Read);

/// <summary>A message as Twilio keeps it, inbound or outbound.</summary>
public sealed record KeptMessage
{
    /// <summary>SM or, with files, MM and 32 hexadecimal digits.</summary>
    public required string Sid { get; init; }

    public required bool IsInbound { get; init; }

    /// <summary>E.164 or <c>whatsapp:…</c>.</summary>
    public required string From { get; init; }

    /// <summary>In the same form.</summary>
    public required string To { get; init; }

    public string Body { get; init; } = "";

    public string? MessagingServiceSid { get; init; }

    public string? ContentSid { get; init; }

    public string? ContentVariables { get; init; }

    /// <summary>Addresses of an outbound message's files.</summary>
    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    /// <summary>Files of an inbound message.</summary>
    public IReadOnlyList<KeptMedia> Media { get; init; } = [];

    /// <summary>As how many SMS it is billed.</summary>
    public int Segments { get; init; } = 1;

    public string? StatusCallback { get; init; }

    public string? ValidityPeriod { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it waits in the queue.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary><c>queued</c>, <c>sent</c>, <c>received</c> and so on.</summary>
    public required string Status { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>The form that an inbound message's webhook has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>Whether it goes over WhatsApp; else it is an SMS.</summary>
    public bool IsWhatsApp => To.StartsWith(TwilioForms.WhatsAppPrefix, StringComparison.Ordinal);
}
