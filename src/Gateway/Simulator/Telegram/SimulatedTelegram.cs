using System.Globalization;
using System.Text.Json.Nodes;
using Gateway.Channels.Telegram;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Stage;

namespace Gateway.Simulator.Telegram;

/// <summary>What Telegram does for the simulated bot: carries its messages to the simulated phones, and answers its calls.</summary>
internal sealed class SimulatedTelegram(
    Simulation simulation, SimulatedChats chats, SimulatedFiles files, TelegramUpdates updates, IWorkspaces workspaces, TimeProvider time)
{
    private const int MaxText = 4_096;
    private const int MaxCaption = 1_024;
    private const int MaxData = 64;
    private const int MaxAlbum = 10;

    private static readonly TimeSpan TypingShows = TimeSpan.FromSeconds(5);

    /// <summary>The bot's user name, or null when no workspace has it.</summary>
    public string? Bot => workspaces.All.SelectMany(workspace => workspace.Channels)
        .FirstOrDefault(channel => channel.Kind == ChannelKind.Telegram && channel.SettingsOf<TelegramSettings>().Token == simulation.TelegramToken)?.Line;

    private static long BotId => 1_000_000_000;

    /// <summary>Answers a call, except for <c>getUpdates</c>, which waits.</summary>
    public TelegramAnswer Answer(string method, TelegramCall call) => method.ToLowerInvariant() switch
    {
        "getme" => new(BotUser()),
        "setwebhook" => SetWebhook(call),
        "deletewebhook" => SetWebhook(url: ""),
        "getwebhookinfo" => new(WebhookInfo()),
        "sendmessage" => Send(call, "text", MaxText),
        "sendphoto" => Send(call, "caption", MaxCaption),
        "sendmediagroup" => SendAlbum(call),
        "editmessagetext" => Edit(call, "text", MaxText),
        "editmessagereplymarkup" => EditButtons(call),
        "sendmessagedraft" => Preview(call),
        "sendchataction" => ShowTyping(call),
        "answercallbackquery" => new(JsonValue.Create(true)),
        "deletemessage" => Delete(call),
        "getfile" => GetFile(call),
        "setmycommands" or "deletemycommands" => new(JsonValue.Create(true)),
        _ => TelegramAnswer.Refused(404, "Not Found"),
    };

    /// <summary>A person as updates name them.</summary>
    public static JsonObject UserOf(string person, string? name, string? locale) => new()
    {
        ["id"] = IdOf(person),
        ["is_bot"] = false,
        ["first_name"] = name is { Length: > 0 } ? name : "Camille",
        ["language_code"] = locale == "en" ? "en" : "fr",
    };

    /// <summary>A person's chat with the bot.</summary>
    public static JsonObject ChatOf(string person, string? name) => new()
    {
        ["id"] = IdOf(person),
        ["type"] = "private",
        ["first_name"] = name is { Length: > 0 } ? name : "Camille",
    };

    /// <summary>A person's id is their number's digits.</summary>
    public static long IdOf(string person) => long.Parse(person.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>A message of the bot's as it was sent.</summary>
    public JsonObject MessageOf(Bubble bubble, string person)
    {
        var text = string.Concat(bubble.Text.Select(run => run.Text));
        var message = new JsonObject
        {
            ["message_id"] = int.Parse(bubble.Id, CultureInfo.InvariantCulture),
            ["from"] = BotUser(),
            ["chat"] = ChatOf(person, null),
            ["date"] = bubble.At.ToUnixTimeSeconds(),
        };
        message[bubble.Pictures.Count > 0 ? "caption" : "text"] = text;
        if (bubble.Pictures.Count > 0)
            message["photo"] = PhotoOf(bubble.Id);
        if (bubble.IsEdited)
            message["edit_date"] = time.GetUtcNow().ToUnixTimeSeconds();
        return message;
    }

    /// <summary>A photo as messages name it, in its one size.</summary>
    public static JsonArray PhotoOf(string fileId) =>
        [new JsonObject { ["file_id"] = fileId, ["file_unique_id"] = fileId, ["width"] = 800, ["height"] = 800 }];

    private JsonObject BotUser() => new() { ["id"] = BotId, ["is_bot"] = true, ["first_name"] = "Bot", ["username"] = Bot };

    private TelegramAnswer SetWebhook(TelegramCall call) => SetWebhook(call.Text("url") ?? "", call.Text("secret_token"), call.Structure("allowed_updates") as JsonArray);

    private TelegramAnswer SetWebhook(string url, string? secret = null, JsonArray? allowed = null)
    {
        updates.SetWebhook(url, secret, allowed);
        return new(JsonValue.Create(true));
    }

    private JsonObject WebhookInfo() => new()
    {
        ["url"] = updates.Url,
        ["has_custom_certificate"] = false,
        ["pending_update_count"] = updates.Waiting,
        ["max_connections"] = 40,
        ["allowed_updates"] = updates.Allowed?.DeepClone(),
    };

    private TelegramAnswer Send(TelegramCall call, string field, int most)
    {
        if (Read(call, field, most, mayBeEmpty: field == "caption", out var words) is { } refusal)
            return refusal;
        if (!TryButtons(call, out var buttons))
            return TelegramAnswer.Refused(400, "Bad Request: BUTTON_DATA_INVALID");
        var picture = field == "caption" ? PictureOf(call, call.Text("photo") ?? "photo") : null;
        if (field == "caption" && picture is null)
            return TelegramAnswer.Refused(400, "Bad Request: there is no photo in the request");
        var person = PersonOf(call)!;
        var bubble = new Bubble(NewId(), IsMine: false, time.GetUtcNow())
        {
            Text = words,
            Pictures = picture is null ? [] : [picture],
            Buttons = buttons,
            State = BubbleState.Sent,
        };
        Open(person).Add(bubble);
        return new(MessageOf(bubble, person));
    }

    private TelegramAnswer SendAlbum(TelegramCall call)
    {
        if (PersonOf(call) is not { } person)
            return ChatNotFound();
        if (call.Structure("media") is not JsonArray { Count: >= 2 and <= MaxAlbum } media)
            return TelegramAnswer.Refused(400, "Bad Request: wrong number of media in the album");
        var sent = new JsonArray();
        foreach (var item in media)
        {
            var html = string.Equals((string?)item!["parse_mode"], "HTML", StringComparison.OrdinalIgnoreCase);
            var caption = (string?)item["caption"] ?? "";
            IReadOnlyList<TextRun> words = TextRun.Plain(caption);
            if (html && !TelegramHtml.TryRead(caption, out words, out var problem))
                return TelegramAnswer.Refused(400, problem);
            if (PictureOf(call, (string?)item["media"] ?? "") is not { } picture)
                return TelegramAnswer.Refused(400, "Bad Request: wrong file identifier/HTTP URL specified");
            var bubble = new Bubble(NewId(), IsMine: false, time.GetUtcNow()) { Text = words, Pictures = [picture], State = BubbleState.Sent };
            Open(person).Add(bubble);
            sent.Add(MessageOf(bubble, person));
        }

        return new(sent);
    }

    private TelegramAnswer Edit(TelegramCall call, string field, int most)
    {
        if (Read(call, field, most, mayBeEmpty: false, out var words) is { } refusal)
            return refusal;
        if (!TryButtons(call, out var buttons))
            return TelegramAnswer.Refused(400, "Bad Request: BUTTON_DATA_INVALID");
        var person = PersonOf(call)!;
        if (Find(call, person) is not { } bubble)
            return TelegramAnswer.Refused(400, "Bad Request: message to edit not found");
        if (IsSame(bubble, words, buttons))
            return TelegramAnswer.Refused(400, "Bad Request: message is not modified");
        var edited = bubble with { Text = words, Buttons = buttons, IsEdited = true };
        Open(person).Update(bubble.Id, _ => edited);
        return new(MessageOf(edited, person));
    }

    private TelegramAnswer EditButtons(TelegramCall call)
    {
        if (PersonOf(call) is not { } person)
            return ChatNotFound();
        if (!TryButtons(call, out var buttons) || Find(call, person) is not { } bubble)
            return TelegramAnswer.Refused(400, "Bad Request: message to edit not found");
        var edited = bubble with { Buttons = buttons };
        Open(person).Update(bubble.Id, _ => edited);
        return new(MessageOf(edited, person));
    }

    private TelegramAnswer Preview(TelegramCall call)
    {
        if (call.Number("draft_id") is null or 0)
            return TelegramAnswer.Refused(400, "Bad Request: DRAFT_ID_INVALID");
        if (Read(call, "text", MaxText, mayBeEmpty: true, out var words) is { } refusal)
            return refusal;
        Open(PersonOf(call)!).Preview(new Bubble(NewId(), IsMine: false, time.GetUtcNow()) { Text = words });
        return new(JsonValue.Create(true));
    }

    private TelegramAnswer ShowTyping(TelegramCall call)
    {
        if (PersonOf(call) is not { } person)
            return ChatNotFound();
        Open(person).ShowTyping(TypingShows);
        return new(JsonValue.Create(true));
    }

    private TelegramAnswer Delete(TelegramCall call) =>
        PersonOf(call) is { } person && Find(call, person) is { } bubble && Open(person).Remove(bubble.Id)
            ? new(JsonValue.Create(true))
            : TelegramAnswer.Refused(400, "Bad Request: message to delete not found");

    private TelegramAnswer GetFile(TelegramCall call) =>
        call.Text("file_id") is { } id && files.Find(id) is { } file
            ? new(new JsonObject { ["file_id"] = id, ["file_unique_id"] = id, ["file_size"] = file.Content.Length, ["file_path"] = $"photos/{id}" })
            : TelegramAnswer.Refused(400, "Bad Request: wrong file_id or the file is temporarily unavailable");

    private static TelegramAnswer? Read(TelegramCall call, string field, int most, bool mayBeEmpty, out IReadOnlyList<TextRun> words)
    {
        words = [];
        if (PersonOf(call) is null)
            return ChatNotFound();
        var text = call.Text(field) ?? "";
        if (string.Equals(call.Text("parse_mode"), "HTML", StringComparison.OrdinalIgnoreCase))
        {
            if (!TelegramHtml.TryRead(text, out words, out var problem))
                return TelegramAnswer.Refused(400, problem);
        }
        else
            words = PlainText.Read(text);

        var length = words.Sum(run => run.Text.Length);
        if (length == 0 && !mayBeEmpty)
            return TelegramAnswer.Refused(400, "Bad Request: message text is empty");
        return length > most ? TelegramAnswer.Refused(400, "Bad Request: message is too long") : null;
    }

    private static bool TryButtons(TelegramCall call, out IReadOnlyList<IReadOnlyList<BubbleButton>> rows)
    {
        rows = [];
        if (call.Structure("reply_markup")?["inline_keyboard"] is not JsonArray keyboard)
            return true;
        var read = keyboard.OfType<JsonArray>()
            .Select(row => row.Select(button => new BubbleButton((string?)button!["text"] ?? "", (string?)button["callback_data"], (string?)button["url"])).ToList())
            .ToList();
        rows = read;
        return read.SelectMany(row => row).All(button =>
            button.Title.Length > 0 && (button.Url is not null || (button.Data is { Length: > 0 } data && System.Text.Encoding.UTF8.GetByteCount(data) <= MaxData)));
    }

    /// <summary>Where a phone finds a picture: an address, or one that was uploaded with the call.</summary>
    private string? PictureOf(TelegramCall call, string media)
    {
        var upload = media.StartsWith("attach://", StringComparison.Ordinal) ? media["attach://".Length..] : media;
        if (call.Files.TryGetValue(upload, out var file))
            return SimulatedFiles.AddressOf(files.Keep(file.ContentType, file.Content));
        return Uri.TryCreate(media, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? media : null;
    }

    private static bool IsSame(Bubble bubble, IReadOnlyList<TextRun> words, IReadOnlyList<IReadOnlyList<BubbleButton>> buttons) =>
        string.Concat(bubble.Text.Select(Form)) == string.Concat(words.Select(Form)) &&
        bubble.Buttons.SelectMany(row => row).SequenceEqual(buttons.SelectMany(row => row));

    private static string Form(TextRun run) => $"{string.Join('+', run.Styles)}|{run.Href}|{run.Text}";

    private Bubble? Find(TelegramCall call, string person) =>
        call.Number("message_id") is { } id ? Open(person).Find(id.ToString(CultureInfo.InvariantCulture)) : null;

    private SimulatedChat Open(string person) => chats.Open(new ChatKey(ChannelKind.Telegram, Bot ?? "", person));

    private static string? PersonOf(TelegramCall call) =>
        call.Number("chat_id") is > 0 and var id ? string.Create(CultureInfo.InvariantCulture, $"+{id}") : null;

    private string NewId() => updates.NextId().ToString(CultureInfo.InvariantCulture);

    private static TelegramAnswer ChatNotFound() => TelegramAnswer.Refused(400, "Bad Request: chat not found");
}
