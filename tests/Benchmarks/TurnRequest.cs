using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Benchmarks;

/// <summary>A message as its provider brings it.</summary>
/// <param name="Contact">Whom the answer goes to, as <see cref="StandIn"/> knows them.</param>
/// <param name="Wire">The request.</param>
internal sealed record TurnRequest(long Contact, byte[] Wire)
{
    // No contact writes again before the pace at which one may be written to has long forgotten them.
    private const int Contacts = 1_000_000;

    /// <summary>Twilio's webhook of an SMS, signed.</summary>
    public static TurnRequest Sms(long number) => Sms(number, Contacts);

    /// <summary>The same of so many contacts, a multiple of <see cref="TurnServer.Numbers"/>.</summary>
    public static TurnRequest Sms(long number, int contacts) => new(
        33_600_000_000 + (number % contacts), WebhookConnection.Create(number, contacts, TurnServer.NumberOf(number)));

    /// <summary>Telegram's update, for the gateway.</summary>
    public static TurnRequest Telegram(long number) => new(Chat(number), Post(
        "/webhooks/telegram/" + TurnServer.BotOf(number), Update(number),
        "X-Telegram-Bot-Api-Secret-Token: " + SecretOf(TurnServer.TokenOf(number)) + "\r\n"));

    /// <summary>Telegram's update, for telegraf.</summary>
    public static TurnRequest Telegraf(long number) => new(
        Chat(number),
        Post("/webhook", Update(number), "X-Telegram-Bot-Api-Secret-Token: fake-secret-for-benchmarks\r\n"));

    /// <summary>An activity, for the Agents SDK.</summary>
    public static Func<long, TurnRequest> Activity(Uri provider) =>
        number => new(Chat(number), Post("/webhook", string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"type":"message","id":"m{{{number}}}","timestamp":"2026-01-01T00:00:00Z","channelId":"directline","serviceUrl":"{{{provider.AbsoluteUri.TrimEnd('/')}}}","from":{"id":"u{{{number}}}","name":"Zoé"},"recipient":{"id":"bench","name":"Bench"},"conversation":{"id":"c{{{Chat(number)}}}"},"locale":"fr-FR","text":"Bonjour, avez-vous encore la cocotte en fonte bleue ?"}"""), ""));

    private static long Chat(long number) => 700_000_000 + (number % Contacts);

    private static string Update(long number) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""{"update_id":{{{number % int.MaxValue}}},"message":{"message_id":{{{1 + (number % 1_000_000_000)}}},"date":{{{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}}},"chat":{"id":{{{Chat(number)}}},"type":"private","first_name":"Zoé"},"from":{"id":{{{Chat(number)}}},"is_bot":false,"first_name":"Zoé","language_code":"fr"},"text":"Bonjour, avez-vous encore la cocotte en fonte bleue ?"}}""");

    private static byte[] Post(string path, string json, string headers)
    {
        var body = Encoding.UTF8.GetBytes(json);
        return [.. Encoding.ASCII.GetBytes(string.Create(
            CultureInfo.InvariantCulture,
            $"POST {path} HTTP/1.1\r\nHost: gateway.example.test\r\nContent-Type: application/json\r\n{headers}Content-Length: {body.Length}\r\n\r\n")), .. body];
    }

    // As the gateway tells Telegram, see TelegramVerifier.
    private static string SecretOf(string token) => Convert
        .ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(token), "gateway.telegram.webhook-secret.1"u8))
        .TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
