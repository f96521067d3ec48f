using System.Text.Json;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace Gateway.Channels.Telegram;

/// <summary>
/// Telegram's webhook. It is answered only once what it brought is durable; what does not bear the bot's secret gets an
/// empty 403 and leaves a counter and a log line.
/// </summary>
internal sealed partial class TelegramEndpoints(
    TelegramBots bots, TelegramIntake intake, WebhookGate gate, TelegramMetrics metrics,
    ILogger<TelegramEndpoints> logger)
{
    private const string Provider = "telegram";

    // The longest message with the one it answers is a few hundred KB, each letter written as an escape.
    private const int MaxBytes = 1024 * 1024;

    /// <summary><c>POST /webhooks/telegram/{bot}</c>: an update.</summary>
    public async Task UpdateAsync(HttpContext http)
    {
        bots.TryFind((string?)http.Request.RouteValues["bot"], out var bot);
        if (!TelegramVerifier.Matches(bot?.Secret, http.Request.Headers[TelegramVerifier.Header]) || bot is null)
        {
            gate.Refuse(Provider, bot is null ? "bot" : "secret");
            Answer(http, StatusCodes.Status403Forbidden);
            return;
        }

        if (await ReadAsync(http) is not { } body)
        {
            gate.Count(Provider, "size");
            Answer(http, StatusCodes.Status413PayloadTooLarge);
            return;
        }

        await TakeAsync(http, bot, body);
    }

    private async Task TakeAsync(HttpContext http, TelegramBot bot, ReadOnlyMemory<byte> body)
    {
        if (TelegramUpdates.Read(body.Span) is { } update)
        {
            if (await intake.TakeAsync(bot, update, http.RequestAborted))
            {
                Answer(http, StatusCodes.Status200OK);
                return;
            }

            http.Response.Headers.RetryAfter = "5";
            Answer(http, StatusCodes.Status503ServiceUnavailable);
        }
        else if (IsJson(body.Span))
        {
            // Telegram's own secret on something new to us: refusing it would hold up all that the chat says after it.
            metrics.Took("unreadable");
            Log.Unreadable(logger, bot.Line);
            Answer(http, StatusCodes.Status200OK);
        }
        else
        {
            gate.Count(Provider, "json");
            Answer(http, StatusCodes.Status400BadRequest);
        }
    }

    /// <summary>Null when it is more than is read.</summary>
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpContext http)
    {
        if (http.Request.ContentLength > MaxBytes)
            return null;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MaxBytes + 1;
        var buffer = new byte[(http.Request.ContentLength ?? 4_095) + 1];
        var read = 0;
        try
        {
            while (true)
            {
                var more = await http.Request.Body.ReadAsync(buffer.AsMemory(read), http.RequestAborted);
                if (more == 0)
                    return buffer.AsMemory(0, read);
                read += more;
                if (read > MaxBytes)
                    return null;
                if (read == buffer.Length)
                    Array.Resize(ref buffer, Math.Min(buffer.Length * 2, MaxBytes + 1));
            }
        }
        catch (BadHttpRequestException)
        {
            return null;
        }
    }

    private static bool IsJson(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);
            while (reader.Read())
            {
                // To its end.
            }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static void Answer(HttpContext http, int status)
    {
        // Problem details would tell a stranger what we know.
        if (http.Features.Get<IStatusCodePagesFeature>() is { } pages)
            pages.Enabled = false;
        http.Response.StatusCode = status;
    }

    private static partial class Log
    {
        [LoggerMessage(
            Level = LogLevel.Warning, Message = "An update for the bot {Bot} could not be read and was passed over")]
        public static partial void Unreadable(ILogger logger, string bot);
    }
}
