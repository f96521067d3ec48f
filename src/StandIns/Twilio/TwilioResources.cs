using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Twilio;

/// <summary>What Twilio's API says of what it has.</summary>
internal static class TwilioResources
{
    public const string Root = "/2010-04-01/Accounts/";

    private const int DefaultPageSize = 50;
    private const int MaxPageSize = 1_000;

    public static Dictionary<string, object?> Of(KeptMessage message, string account) => new()
    {
        ["sid"] = message.Sid,
        ["account_sid"] = account,
        ["api_version"] = "2010-04-01",
        ["body"] = message.Body,
        ["date_created"] = Rfc2822(message.CreatedAt),
        ["date_sent"] = Rfc2822(message.SentAt),
        ["date_updated"] = Rfc2822(message.SentAt ?? message.CreatedAt),
        ["direction"] = message.IsInbound ? "inbound" : "outbound-api",
        ["error_code"] = message.ErrorCode is null ? null : int.Parse(message.ErrorCode, CultureInfo.InvariantCulture),
        ["error_message"] = null,
        ["from"] = message.From,
        ["messaging_service_sid"] = message.MessagingServiceSid,
        ["num_media"] = (message.Media.Count + message.MediaUrls.Count).ToString(CultureInfo.InvariantCulture),
        ["num_segments"] = message.Segments.ToString(CultureInfo.InvariantCulture),
        ["price"] = null,
        ["price_unit"] = null,
        ["status"] = message.Status,
        ["subresource_uris"] =
            new Dictionary<string, string> { ["media"] = $"{Root}{account}/Messages/{message.Sid}/Media.json" },
        ["to"] = message.To,
        ["uri"] = $"{Root}{account}/Messages/{message.Sid}.json",
    };

    public static Dictionary<string, object?> Of(KeptMedia file, KeptMessage message, string account) => new()
    {
        ["sid"] = file.Sid,
        ["account_sid"] = account,
        ["parent_sid"] = message.Sid,
        ["content_type"] = file.ContentType,
        ["date_created"] = Rfc2822(message.CreatedAt),
        ["date_updated"] = Rfc2822(message.CreatedAt),
        ["uri"] = $"{Root}{account}/Messages/{message.Sid}/Media/{file.Sid}.json",
    };

    /// <summary>The page of a list that a query asks for.</summary>
    public static Dictionary<string, object?> Page(
        string path, IQueryCollection query, string name, IReadOnlyList<object> all)
    {
        var size = Math.Clamp(Number(query, "PageSize") ?? DefaultPageSize, 1, MaxPageSize);
        var page = Math.Clamp(Number(query, "Page") ?? 0, 0, all.Count);
        string UriOf(int which) => path + QueryString.Create(query
            .Where(field => field.Key is not ("Page" or "PageToken"))
            .SelectMany(field => field.Value.Select(value => new KeyValuePair<string, string?>(field.Key, value)))
            .Append(new("Page", which.ToString(CultureInfo.InvariantCulture)))
            .Append(new("PageToken", FormattableString.Invariant($"PA{which}")))).ToUriComponent();
        return new()
        {
            [name] = all.Skip(page * size).Take(size),
            ["page"] = page,
            ["page_size"] = size,
            ["start"] = page * size,
            ["end"] = Math.Max(0, Math.Min(all.Count, (page + 1) * size) - 1),
            ["first_page_uri"] = UriOf(0),
            ["next_page_uri"] = all.Count > (page + 1) * size ? UriOf(page + 1) : null,
            ["previous_page_uri"] = page > 0 ? UriOf(page - 1) : null,
            ["uri"] = UriOf(page),
        };
    }

    private static int? Number(IQueryCollection query, string name) =>
        int.TryParse(query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? Math.Min(number, MaxPageSize * 1_000)
            : null;

    public static string? Rfc2822(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString("ddd, dd MMM yyyy HH:mm:ss '+0000'", CultureInfo.InvariantCulture);
}
