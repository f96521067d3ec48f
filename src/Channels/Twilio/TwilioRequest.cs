using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Gateway.Channels.Twilio;

/// <summary>A webhook as it came, not verified yet.</summary>
/// <param name="Url">The address it was sent to, as the provider has it.</param>
/// <param name="Fields">What it says.</param>
/// <param name="Json">The body when it is JSON: then its hash is signed in the address instead of the fields; else
/// null.</param>
internal sealed record TwilioRequest(string Url, TwilioFields Fields, byte[]? Json)
{
    /// <summary>The most bytes a webhook may have. Twilio's have one or two thousand.</summary>
    public const int MaxBytes = 64 * 1024;

    private bool IsGet { get; init; }

    /// <summary>Reads what a webhook brings; nothing of it is looked at yet.</summary>
    /// <returns>The bytes, none for GET; or the status to refuse it with, else 0.</returns>
    public static async ValueTask<(byte[] Body, int Refusal)> ReadBodyAsync(HttpRequest http)
    {
        if (HttpMethods.IsGet(http.Method))
            return ([], 0);
        if (http.ContentLength > MaxBytes)
            return ([], StatusCodes.Status413PayloadTooLarge);
        try
        {
            var reader = http.BodyReader;
            while (true)
            {
                var read = await reader.ReadAsync(http.HttpContext.RequestAborted);
                var body = read.Buffer;
                if (body.Length > MaxBytes)
                {
                    reader.AdvanceTo(body.End);
                    return ([], StatusCodes.Status413PayloadTooLarge);
                }

                if (!read.IsCompleted)
                {
                    reader.AdvanceTo(body.Start, body.End);
                    continue;
                }

                var bytes = body.ToArray();
                reader.AdvanceTo(body.End);
                return (bytes, 0);
            }
        }
        catch (BadHttpRequestException error)
        {
            return ([], error.StatusCode);
        }
    }

    /// <summary>Makes a webhook of what it brought.</summary>
    /// <returns>Null when it is no form that can be read.</returns>
    public static TwilioRequest? Read(HttpRequest http, PublicAddress address, byte[] body)
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
            return query is null ? null : new TwilioRequest(url, query, null) { IsGet = true };
        }

        var isForm = IsType(http, "application/x-www-form-urlencoded");
        var fields = isForm ? TwilioFields.ReadForm(body)
            : IsType(http, "application/json") ? TwilioFields.ReadJson(body)
            : TwilioFields.None;
        return fields is null ? null : new TwilioRequest(url, fields, isForm ? null : body);
    }

    /// <summary>Whether it was signed with one of the account's tokens.</summary>
    public bool IsSignedBy(TwilioAccount account, string? signature) =>
        TwilioVerifier.IsSigned(
            Url, IsGet || Json is not null ? TwilioFields.None : Fields, signature, account.SigningTokens) &&
        (Json is null || TwilioVerifier.IsBodyOf(Url, Json));

    private static bool IsType(HttpRequest http, string type) =>
        http.ContentType is { } stated && stated.StartsWith(type, StringComparison.OrdinalIgnoreCase)
        && (stated.Length == type.Length || stated[type.Length] is ';' or ' ');
}
