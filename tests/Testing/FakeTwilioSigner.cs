using System.Security.Cryptography;
using System.Text;

namespace Gateway.Testing;

/// <summary>
/// Signs as Twilio does: HMAC-SHA1 over the address without its fragment, and the form's names and values in order.
/// </summary>
public static class FakeTwilioSigner
{
    /// <summary>The value of <c>X-Twilio-Signature</c>.</summary>
    /// <param name="token">The account's token.</param>
    /// <param name="url">As it was typed at Twilio.</param>
    /// <param name="form">The form; empty for a GET.</param>
    public static string Sign(string token, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        var text = new StringBuilder(url.Split('#')[0]);
        foreach (var field in form.GroupBy(field => field.Key).OrderBy(field => field.Key, StringComparer.Ordinal))
        {
            foreach (var value in field.Select(one => one.Value).Distinct().Order(StringComparer.Ordinal))
                text.Append(field.Key).Append(value);
        }

#pragma warning disable CA5350 // It is what Twilio signs with.
        return Convert.ToBase64String(
            HMACSHA1.HashData(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(text.ToString())));
#pragma warning restore CA5350
    }
}
