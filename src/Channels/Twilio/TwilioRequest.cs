using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels.Twilio;

/// <summary>A webhook as it came, not verified yet.</summary>
/// <param name="Url">The address it was sent to, as the provider has it.</param>
/// <param name="Fields">What it says.</param>
/// <param name="Json">The body when it is JSON: then its hash is signed in the address instead of the fields; else null.</param>
internal sealed record TwilioRequest(string Url, TwilioFields Fields, byte[]? Json)
{
    /// <summary>The most bytes a webhook may have. Twilio's have one or two thousand.</summary>
    public const int MaxBytes = 64 * 1024;

    private bool IsGet { get; init; }

    /// <summary>Reads a webhook.</summary>
    /// <returns>The webhook; or the status to refuse it with.</returns>
    public static async ValueTask<(TwilioRequest? Request, int Refusal)> ReadAsync(HttpRequest http, PublicAddress address)
    {
        var target = http.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        // A proxy may send the absolute form; ours begins where its path does.
        if (!target.StartsWith('/'))
            target = http.PathBase.ToUriComponent() + http.Path.ToUriComponent() + http.QueryString.ToUriComponent();
        var url = address.Of(http, target);
        if (HttpMethods.IsGet(http.Method))
        {
            var question = target.IndexOf('?', StringComparison.Ordinal);
            var query = TwilioFields.ReadForm(question < 0 ? [] : Encoding.UTF8.GetBytes(target[(question + 1)..]));
            return query is null ? Refused(StatusCodes.Status400BadRequest) : (new TwilioRequest(url, query, null) { IsGet = true }, 0);
        }

        if (http.ContentLength > MaxBytes)
            return Refused(StatusCodes.Status413PayloadTooLarge);
        try
        {
            return await ReadBodyAsync(http, url);
        }
        catch (BadHttpRequestException error)
        {
            return Refused(error.StatusCode);
        }
    }

    /// <summary>Whether it was signed with one of the account's tokens.</summary>
    public bool IsSignedBy(TwilioAccount account, string? signature) =>
        TwilioVerifier.IsSigned(Url, IsGet || Json is not null ? TwilioFields.None : Fields, signature, account.SigningTokens) &&
        (Json is null || TwilioVerifier.IsBodyOf(Url, Json));

    private static async ValueTask<(TwilioRequest? Request, int Refusal)> ReadBodyAsync(HttpRequest http, string url)
    {
        var isForm = IsType(http, "application/x-www-form-urlencoded");
        var reader = http.BodyReader;
        while (true)
        {
            var read = await reader.ReadAsync(http.HttpContext.RequestAborted);
            var body = read.Buffer;
            if (body.Length > MaxBytes)
            {
                reader.AdvanceTo(body.End);
                return Refused(StatusCodes.Status413PayloadTooLarge);
            }

            if (!read.IsCompleted)
            {
                reader.AdvanceTo(body.Start, body.End);
                continue;
            }

            var json = isForm ? null : body.ToArray();
            var fields = isForm
                ? TwilioFields.ReadForm(body.IsSingleSegment ? body.FirstSpan : body.ToArray())
                : IsType(http, "application/json") ? TwilioFields.ReadJson(json) : TwilioFields.None;
            reader.AdvanceTo(body.End);
            return fields is null ? Refused(StatusCodes.Status400BadRequest) : (new TwilioRequest(url, fields, json), 0);
        }
    }

    private static bool IsType(HttpRequest http, string type) =>
        http.ContentType is { } stated && stated.StartsWith(type, StringComparison.OrdinalIgnoreCase) && (stated.Length == type.Length || stated[type.Length] is ';' or ' ');

    private static (TwilioRequest? Request, int Refusal) Refused(int status) => (null, status);
}
