using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace Gateway.StandIns.Telegram;

/// <summary>The part of Telegram's Bot API that a gateway calls, for one bot.</summary>
/// <param name="token">Of the bot: its id, a colon, its secret.</param>
/// <param name="clock">When messages come.</param>
public abstract class TelegramStandIn(string token, TimeProvider clock)
{
    private const int MaxText = 4_096;
    private const int MaxCaption = 1_024;
    private const int MaxHtmlBytes = 32_768;
    private const int MaxAlbum = 10;
    private const int MaxFileBytes = 20 * 1024 * 1024;

    /// <summary>The bot's token.</summary>
    public string Token { get; } = token;

    /// <summary>The bot's user name, or null.</summary>
    public abstract string? Bot { get; }

    /// <summary>The messages it has.</summary>
    protected abstract ChatBook Book { get; }

    /// <summary>What it has to tell.</summary>
    protected abstract BotUpdates Queue { get; }

    /// <summary>Tells when messages come.</summary>
    protected TimeProvider Clock { get; } = clock;

    /// <summary>Ends what waits.</summary>
    protected abstract CancellationToken Stopping { get; }

    /// <summary>A message of the bot's, as updates name it.</summary>
    public JsonObject Describe(BotMessage message) => BotResources.Of(message, User());

    /// <summary>Answers a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="token">Of the bot that calls.</param>
    /// <param name="method">What it calls.</param>
    public async Task HandleAsync(HttpContext http, string token, string method)
    {
        if (await BotCall.ReadAsync(http.Request) is { } call)
            await RespondAsync(http, token, method, call);
        else
            await SayAsync(http, Wrong("can't parse the request"));
    }

    /// <summary>Sends what is in a file.</summary>
    public IResult Serve(string token, string id) =>
        IsKnown(token) && FindFile(id) is { } file ? Results.Bytes(file.Content, file.ContentType) : Results.NotFound();

    /// <summary>Answers a call.</summary>
    protected virtual async Task RespondAsync(HttpContext http, string token, string method, BotCall call) =>
        await SayAsync(http, await AnswerAsync(http, token, method, call));

    /// <summary>Does what a call asks.</summary>
    protected async Task<BotAnswer> AnswerAsync(HttpContext http, string token, string method, BotCall call)
    {
        if (!IsKnown(token))
            return BotAnswer.Refused(401, "Unauthorized");
        if (NamesNoChat(method, call))
            return Wrong("chat_id is empty");
        if (!method.Equals("getUpdates", StringComparison.OrdinalIgnoreCase))
            return Refuse(method, call) ?? Answer(method, call);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, Stopping);
        return await Queue.PollAsync(call, either.Token);
    }

    /// <summary>Whether it is the bot that calls.</summary>
    protected virtual bool IsKnown(string token) =>
        CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Token));

    /// <summary>Why a call is not for this chat, or null.</summary>
    protected virtual BotAnswer? Refuse(string method, BotCall call) => null;

    /// <summary>A file that someone has sent to the bot, or null.</summary>
    protected abstract (string? ContentType, byte[] Content)? FindFile(string id);

    /// <summary>A message has come into a chat.</summary>
    protected abstract void Show(BotMessage message);

    /// <summary>A message has changed.</summary>
    protected abstract void ShowChange(BotMessage message);

    /// <summary>The bot shows how far it is with a message.</summary>
    protected abstract void ShowDraft(long chat, BotText draft);

    /// <summary>The bot shows what it does, such as <c>typing</c>.</summary>
    protected abstract void ShowAction(long chat, string action);

    /// <summary>Answers.</summary>
    protected static async Task SayAsync(HttpContext http, BotAnswer answer)
    {
        if (answer.Parameters?["retry_after"] is { } wait)
            http.Response.Headers.RetryAfter = wait.ToString();
        http.Response.StatusCode = answer.ErrorCode == 0 ? StatusCodes.Status200OK : answer.ErrorCode;
        http.Response.ContentType = "application/json";
        await http.Response.WriteAsync(answer.ToJson().ToJsonString(), http.RequestAborted);
    }

    private BotAnswer Answer(string method, BotCall call) => method.ToLowerInvariant() switch
    {
        "getme" => new(User()),
        "setwebhook" => SetWebhook(call, call.Text("url") ?? ""),
        "deletewebhook" => SetWebhook(call, ""),
        "getwebhookinfo" => new(BotResources.Of(Queue)),
        "sendmessage" => Send(call, isPhoto: false),
        "sendphoto" => Send(call, isPhoto: true),
        "sendmediagroup" => SendAlbum(call),
        "editmessagetext" => Edit(call),
        "sendmessagedraft" => Draft(call),
        "sendchataction" => Act(call),
        "answercallbackquery" => BotAnswer.True,
        "getfile" => GetFile(call),
        _ => BotAnswer.Refused(404, "Not Found"),
    };

    private JsonObject User() => new()
    {
        ["id"] = long.Parse(Token.Split(':')[0], CultureInfo.InvariantCulture),
        ["is_bot"] = true,
        ["first_name"] = "Bot",
        ["username"] = Bot,
    };

    private BotAnswer SetWebhook(BotCall call, string url)
    {
        if (url.Length > 0 && !url.StartsWith("https://", StringComparison.Ordinal))
            return Wrong("bad webhook: An HTTPS URL must be provided for webhook");
        if (call.Flag("drop_pending_updates"))
            Queue.Clear();
        Queue.SetWebhook(
            url, call.Text("secret_token"), call.Texts("allowed_updates"), (int?)call.Number("max_connections"));
        return BotAnswer.True;
    }

    private BotAnswer Send(BotCall call, bool isPhoto)
    {
        if (Read(call, isPhoto, out var message) is { } problem)
            return Wrong(problem);
        if (isPhoto && !IsPicture(call.Text("photo")))
            return Wrong("there is no photo in the request");
        return new(Describe(Keep(message with { Id = Book.NewId(), Photo = isPhoto ? call.Text("photo") : null })));
    }

    private BotAnswer SendAlbum(BotCall call)
    {
        if (call.Parts("media") is not { Count: >= 2 and <= MaxAlbum } media)
            return Wrong("wrong number of media in the album");
        var album = new List<BotMessage>();
        foreach (var part in media)
        {
            if (Read(part, isPhoto: true, out var message) is { } problem)
                return Wrong(problem);
            if (!IsPicture(part.Text("media")))
                return Wrong("wrong file identifier/HTTP URL specified");
            album.Add(message with { Chat = call.Chat, Thread = Thread(call), Photo = part.Text("media") });
        }

        var first = Book.NewId();
        return new(new JsonArray([.. album.Select((message, place) =>
            Describe(Keep(message with { Id = place == 0 ? first : Book.NewId(), Album = first })))]));
    }

    private BotAnswer Edit(BotCall call)
    {
        if (Read(call, isPhoto: false, out var now) is { } problem)
            return Wrong(problem);
        var isSame = false;
        var changed = Book.Change(call.Chat, IdIn(call), old =>
        {
            isSame = now.Shows(old);
            return isSame ? old : old with
            {
                Text = now.Text,
                Entities = now.Entities,
                Keyboard = now.Keyboard,
                Edits = old.Edits + 1,
                EditedAt = now.At,
            };
        });
        if (changed is null)
            return Wrong("message to edit not found");
        if (isSame)
        {
            return Wrong("message is not modified: specified new message content and reply markup are exactly the " +
                "same as a current content and reply markup of the message");
        }

        ShowChange(changed);
        return new(Describe(changed));
    }

    private BotAnswer Draft(BotCall call)
    {
        if (call.Number("draft_id") is null or 0)
            return Wrong("DRAFT_ID_INVALID");
        if (ReadText(call, "text", MaxText, out var text) is { } problem)
            return Wrong(problem);
        ShowDraft(call.Chat, text);
        return BotAnswer.True;
    }

    private BotAnswer Act(BotCall call)
    {
        ShowAction(call.Chat, call.Text("action") ?? "");
        return BotAnswer.True;
    }

    private BotAnswer GetFile(BotCall call)
    {
        if (call.Text("file_id") is not { } id || FindFile(id) is not { Content: var content })
            return Wrong("wrong file_id or the file is temporarily unavailable");
        if (content.Length > MaxFileBytes)
            return Wrong("file is too big");
        return new(new JsonObject
        {
            ["file_id"] = id,
            ["file_unique_id"] = id,
            ["file_size"] = content.Length,
            ["file_path"] = $"photos/{id}",
        });
    }

    private BotMessage Keep(BotMessage message)
    {
        Book.Add(message);
        Show(message);
        return message;
    }

    // What a call wants to be sent, without a number; null: nothing is wrong with it.
    private string? Read(BotCall call, bool isPhoto, out BotMessage message)
    {
        message = new BotMessage(call.Chat, 0, "", Clock.GetUtcNow()) { Thread = Thread(call) };
        var (field, most) = isPhoto ? ("caption", MaxCaption) : ("text", MaxText);
        var problem = ReadText(call, field, most, out var text);
        if (problem is not null)
            return problem;
        if (!isPhoto && string.IsNullOrWhiteSpace(text.Words))
            return "message text is empty";
        if (BotKeyboard.Read(call, out var keyboard) is { } wrong)
            return wrong;
        message = message with { Text = text.Words, Entities = text.Entities, Keyboard = keyboard };
        return null;
    }

    private static string? ReadText(BotCall call, string field, int most, out BotText text)
    {
        text = BotText.Empty;
        var said = call.Text(field) ?? "";
        var tooLong = field == "caption" ? "message caption is too long" : "message is too long";
        if (Encoding.UTF8.GetByteCount(said) > MaxHtmlBytes)
            return tooLong;
        var mode = call.Text("parse_mode");
        if (string.IsNullOrEmpty(mode))
            text = new BotText(said, []);
        else if (!mode.Equals("HTML", StringComparison.OrdinalIgnoreCase))
            return "unsupported parse_mode";
        else if (BotHtml.TryRead(said, out var read, out var problem))
            text = read;
        else
            return problem;
        return text.Words.Length > most ? tooLong : null;
    }

    private static bool NamesNoChat(string method, BotCall call) =>
        call.Chat == 0 && method.ToLowerInvariant() is ['s', 'e', 'n', 'd', ..] or ['e', 'd', 'i', 't', ..];

    // Files are sent by their address.
    private static bool IsPicture(string? media) =>
        Uri.TryCreate(media, UriKind.Absolute, out var url) && url.Scheme is "http" or "https";

    private static long? Thread(BotCall call) => call.Number("message_thread_id");

    private static int IdIn(BotCall call) => (int)Math.Clamp(call.Number("message_id") ?? 0, 0, int.MaxValue);

    private static BotAnswer Wrong(string why) => BotAnswer.Refused(400, $"Bad Request: {why}");
}
