using System.Buffers;
using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.Benchmarks;

/// <summary>
/// Stands in for the providers of all that are measured: Twilio's messages, Telegram's Bot API, the Agents SDK's
/// connector. It runs in the load generator, takes whatever comes, reads no more of it than whom it is for and whether
/// it is the last of its turn, and answers at once.
/// </summary>
internal sealed class StandIn : IAsyncDisposable
{
    /// <summary>What every answer ends with.</summary>
    public const string LastWord = "Fin.";

    private static readonly byte[] TwilioTaken =
        """{"sid":"SM00000000000000000000000000000001","status":"queued","num_segments":"1","direction":"outbound-api"}"""u8.ToArray();

    private static readonly byte[] True = """{"ok":true,"result":true}"""u8.ToArray();
    private static readonly byte[] NoWebhook =
        """{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}"""u8.ToArray();

    private static readonly byte[] TelegramTaken =
        """{"ok":true,"result":{"message_id":7,"date":1764000000,"chat":{"id":700000001,"type":"private"},"text":"…"}}"""u8.ToArray();

    private static readonly byte[] ActivityTaken = """{"id":"7"}"""u8.ToArray();

    private readonly ConcurrentDictionary<long, TaskCompletionSource> _awaited = new();
    private readonly WebApplication _app;
    private long _shown;
    private long _answers;

    private StandIn(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>How many messages and changes of messages have come so far.</summary>
    public long Shown => Interlocked.Read(ref _shown);

    /// <summary>How many answers have come to their last word so far.</summary>
    public long Answers => Interlocked.Read(ref _answers);

    public static async Task<StandIn> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        var app = builder.Build();
        var standIn = new StandIn(app);
        app.Run(standIn.TakeAsync);
        await app.StartAsync();
        return standIn;
    }

    /// <summary>Ends when the last of the next answer to someone has come.</summary>
    /// <param name="contact">The digits of their number, chat or conversation.</param>
    public Task AnsweredAsync(long contact)
    {
        var awaited = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return _awaited.TryAdd(contact, awaited)
            ? awaited.Task
            : throw new InvalidOperationException($"{contact} is awaited already.");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        if (path.StartsWith("/bot", StringComparison.Ordinal))
            await AnswerAsync(http, await TakeTelegramAsync(http, path));
        else if (path.StartsWith("/v3/conversations/c", StringComparison.Ordinal))
            await AnswerAsync(
                http, await TakeAsync(http, path["/v3/conversations/c".Length..].Split('/')[0], ActivityTaken));
        else
            await AnswerAsync(http, await TakeAsync(http, null, TwilioTaken, "To=%2B"), StatusCodes.Status201Created);
    }

    private async Task<byte[]> TakeTelegramAsync(HttpContext http, string path) =>
        path[(path.LastIndexOf('/') + 1)..] switch
        {
            "getMe" => Encoding.UTF8.GetBytes(
                $$$"""{"ok":true,"result":{"id":1,"is_bot":true,"first_name":"Bench","username":"bench{{{path["/bot".Length..path.IndexOf(':', StringComparison.Ordinal)]}}}_bot"}}"""),
            "getWebhookInfo" => NoWebhook,
            "sendMessage" or "editMessageText" => await TakeAsync(http, null, TelegramTaken, "\"chat_id\":"),
            _ => True,
        };

    /// <summary>Takes something that is shown to someone.</summary>
    /// <param name="http">The request.</param>
    /// <param name="contact">Whom; null when the body says it.</param>
    /// <param name="answer">What is answered.</param>
    /// <param name="before">What stands before the contact in the body.</param>
    private async Task<byte[]> TakeAsync(HttpContext http, string? contact, byte[] answer, string before = "")
    {
        var length = (int)(http.Request.ContentLength ?? 0);
        var body = ArrayPool<byte>.Shared.Rent(Math.Max(length, 16 * 1024));
        try
        {
            var read = 0;
            for (int more; (more = await http.Request.Body.ReadAsync(body.AsMemory(read))) > 0; read += more)
            {
                // To its end: a body without a length is as well read here.
            }

            Interlocked.Increment(ref _shown);
            if (body.AsSpan(0, read).IndexOf("Fin."u8) >= 0)
                Complete(contact is null ? ContactIn(body.AsSpan(0, read), before) : long.Parse(contact, null));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(body);
        }

        return answer;
    }

    private static long ContactIn(ReadOnlySpan<byte> body, string before)
    {
        Span<byte> prefix = stackalloc byte[before.Length];
        Encoding.ASCII.GetBytes(before, prefix);
        var rest = body[(body.IndexOf(prefix) + prefix.Length)..].TrimStart((byte)'"');
        return Utf8Parser.TryParse(rest, out long contact, out _)
            ? contact
            : throw new InvalidOperationException("A request without a contact.");
    }

    private void Complete(long contact)
    {
        Interlocked.Increment(ref _answers);
        if (_awaited.TryRemove(contact, out var awaited))
            awaited.TrySetResult();
    }

    private static async Task AnswerAsync(HttpContext http, byte[] answer, int status = StatusCodes.Status200OK)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }
}
