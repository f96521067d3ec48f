using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Testing;

/// <summary>A file of a message.</summary>
/// <param name="Sid">ME and 32 hexadecimal digits.</param>
/// <param name="ContentType">MIME type.</param>
/// <param name="Bytes">What is in it.</param>
public sealed record FakeTwilioMedia(string Sid, string ContentType, byte[] Bytes);

/// <summary>A message as the fake keeps it, inbound or outbound.</summary>
public sealed record FakeTwilioMessage
{
    public required string Sid { get; init; }

    public required bool IsInbound { get; init; }

    public required string From { get; init; }

    public required string To { get; init; }

    public string Body { get; init; } = "";

    public string? MessagingServiceSid { get; init; }

    public string? ContentSid { get; init; }

    public string? ContentVariables { get; init; }

    /// <summary>Addresses of an outbound message's files.</summary>
    public IReadOnlyList<string> MediaUrls { get; init; } = [];

    /// <summary>Files of an inbound message.</summary>
    public IReadOnlyList<FakeTwilioMedia> Media { get; init; } = [];

    public string? StatusCallback { get; init; }

    public string? ValidityPeriod { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Null while it waits in the queue.</summary>
    public DateTimeOffset? SentAt { get; init; }

    public required string Status { get; init; }

    public string? ErrorCode { get; init; }

    /// <summary>The form that an inbound message's webhook has.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Fields { get; init; } = [];

    /// <summary>Our own id of an outbound message: the last segment of its callback's path; null when it has no callback.</summary>
    public string? Reference => StatusCallback is null ? null : new Uri(StatusCallback).Segments[^1];

    /// <summary>The same for messages that say the same to the same contact.</summary>
    public string Hash => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(
        string.Join('\n', From, To, Body, ContentSid, ContentVariables, string.Join(' ', MediaUrls)))));

    internal Dictionary<string, object?> ToResource(string account) => new()
    {
        ["sid"] = Sid,
        ["account_sid"] = account,
        ["api_version"] = "2010-04-01",
        ["body"] = Body,
        ["date_created"] = Rfc2822(CreatedAt),
        ["date_sent"] = Rfc2822(SentAt),
        ["date_updated"] = Rfc2822(SentAt ?? CreatedAt),
        ["direction"] = IsInbound ? "inbound" : "outbound-api",
        ["error_code"] = ErrorCode is null ? null : int.Parse(ErrorCode, CultureInfo.InvariantCulture),
        ["error_message"] = null,
        ["from"] = From,
        ["messaging_service_sid"] = MessagingServiceSid,
        ["num_media"] = (Media.Count + MediaUrls.Count).ToString(CultureInfo.InvariantCulture),
        ["num_segments"] = "1",
        ["price"] = null,
        ["price_unit"] = null,
        ["status"] = Status,
        ["subresource_uris"] = new Dictionary<string, string> { ["media"] = $"/2010-04-01/Accounts/{account}/Messages/{Sid}/Media.json" },
        ["to"] = To,
        ["uri"] = $"/2010-04-01/Accounts/{account}/Messages/{Sid}.json",
    };

    internal static string? Rfc2822(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}

/// <summary>A request that came to the fake.</summary>
/// <param name="Method"><c>GET</c>, <c>POST</c> or <c>DELETE</c>.</param>
/// <param name="Path">Without query.</param>
/// <param name="Query">Fields of the query.</param>
/// <param name="Form">Fields of the form.</param>
public sealed record FakeTwilioRequest(
    string Method, string Path, IReadOnlyList<KeyValuePair<string, string>> Query, IReadOnlyList<KeyValuePair<string, string>> Form)
{
    /// <summary>The first value of a field of the form, or null.</summary>
    public string? this[string name] => Form.FirstOrDefault(field => field.Key == name).Value;
}
