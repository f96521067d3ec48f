using System.Globalization;
using System.Text.Json;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Workspaces;

/// <summary>Reads one channel of a workspace file. Each kind has fields of its own; those of another kind are errors.</summary>
internal sealed class ChannelReader
{
    /// <summary>What a number must look like.</summary>
    public const string NumberForm = "a number in E.164 form such as +33100000001";

    private const string ContentForm = "HX and 32 hexadecimal digits";
    private const int MaxButtons = 10;
    private const int MaxIdentityKeys = 2;
    private const int MaxOrigins = 100;
    private const int MaxDebounceMs = 60_000;

    private readonly FileObject _json;

    /// <summary>Begins to read a channel.</summary>
    /// <param name="path">Where it stands.</param>
    /// <param name="json">The channel.</param>
    /// <param name="error">Takes the errors for which the file is refused.</param>
    /// <param name="missingSecret">Takes the secrets without which the channel stays closed.</param>
    /// <param name="secret">Gives the value of a <c>${NAME}</c>, or null.</param>
    public ChannelReader(
        string path, JsonElement json, Action<WorkspaceError> error, Action<WorkspaceError> missingSecret, Func<string, string?> secret) =>
        _json = new FileObject(path, json, error, secret) { MissingSecret = missingSecret };

    /// <summary>What no two channels may share: the property and its value, its kind before it.</summary>
    public static (string Property, string Value)? NameOf(WorkspaceChannel channel) => channel switch
    {
        { SiteKey: { Length: > 0 } siteKey } => ("siteKey", $"web {siteKey}"),
        { Number: { Length: > 0 } number } => ("number", $"{channel.Kind} {number}"),
        { Bot: { Length: > 0 } bot } => ("bot", $"telegram {bot.ToLowerInvariant()}"),
        _ => null,
    };

    /// <summary>The channel, or null when its kind is not known.</summary>
    public WorkspaceChannel? Read()
    {
        var kind = _json.Text("kind", WorkspaceRules.Channels.Contains, $"one of {string.Join(", ", WorkspaceRules.Channels)}");
        var channel = kind switch
        {
            ChannelKind.Web => ReadWeb(),
            ChannelKind.Sms => ReadSms(),
            ChannelKind.WhatsApp => ReadWhatsApp(),
            ChannelKind.Telegram => ReadTelegram(),
            ChannelKind.Voice => ReadVoice(),
            _ => null,
        };
        if (channel is null)
            return null;
        channel = channel with { DebounceMs = _json.OptionalInteger("debounceMs", 0, MaxDebounceMs) };
        _json.RefuseRest();
        return channel;
    }

    private WorkspaceChannel ReadWeb() => new()
    {
        Kind = ChannelKind.Web,
        SiteKey = _json.Text("siteKey", WorkspaceRules.IsId, "lower-case letters, digits and inner hyphens"),
        AllowedOrigins = _json.Texts("allowedOrigins", WorkspaceRules.IsOrigin,
            "an origin as browsers send it: scheme, host and port in lower case, without a slash at the end", 1, MaxOrigins),
        IdentityKeys = _json.Texts("identityKeys", WorkspaceRules.IsIdentityKey, "a key of at least 32 bytes", 0, MaxIdentityKeys),
    };

    private WorkspaceChannel ReadSms() => new()
    {
        Kind = ChannelKind.Sms,
        Number = Number(),
        Account = Account(),
        MessagingServiceSid = MessagingService(),
        FoldAccents = _json.OptionalFlag("foldAccents"),
        DeleteMediaAtProvider = _json.OptionalFlag("deleteMediaAtProvider"),
    };

    private WorkspaceChannel ReadWhatsApp() => new()
    {
        Kind = ChannelKind.WhatsApp,
        Number = Number(),
        Account = Account(),
        MessagingServiceSid = MessagingService(),
        Template = _json.OptionalObject("template") is { } template ? ReadTemplate(template) : null,
        ButtonTemplates = _json.OptionalObject("buttonTemplates") is { } buttons ? ReadButtonTemplates(buttons) : new Dictionary<int, string>(),
        TypingIndicator = _json.OptionalFlag("typingIndicator"),
        DeleteMediaAtProvider = _json.OptionalFlag("deleteMediaAtProvider"),
    };

    private static MessageTemplate ReadTemplate(FileObject json)
    {
        var template = new MessageTemplate(
            json.Text("contentSid", WorkspaceRules.IsContentSid, ContentForm),
            json.OptionalObject("variables")?.AllTexts() ?? []);
        json.RefuseRest();
        return template;
    }

    private static Dictionary<int, string> ReadButtonTemplates(FileObject json)
    {
        var templates = new Dictionary<int, string>();
        foreach (var (count, contentSid) in json.AllTexts())
        {
            if (!int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var buttons) || buttons is < 1 or > MaxButtons)
                json.Refuse(count, $"is not a number of buttons from 1 to {MaxButtons}");
            else if (!WorkspaceRules.IsContentSid(contentSid))
                json.Refuse(count, $"is not {ContentForm}");
            else
                templates[buttons] = contentSid;
        }

        return templates;
    }

    private WorkspaceChannel ReadTelegram() => new()
    {
        Kind = ChannelKind.Telegram,
        Bot = _json.Text("bot", WorkspaceRules.IsBot, "a bot's user name, which ends in bot"),
        Token = _json.Text("token", WorkspaceRules.IsFilled, "the bot's token"),
        NativeDrafts = _json.OptionalFlag("nativeDrafts"),
        RepeatUnknown = _json.OptionalFlag("repeatUnknown"),
    };

    private WorkspaceChannel ReadVoice() => new()
    {
        Kind = ChannelKind.Voice,
        Number = Number(),
        Mode = _json.OptionalText("mode", WorkspaceRules.VoiceModes.Contains, $"one of {string.Join(", ", WorkspaceRules.VoiceModes)}"),
    };

    private string? Account() => _json.OptionalText("account", WorkspaceRules.IsId, "the name of an account of the configuration (Twilio:Accounts)");

    private string? MessagingService() =>
        _json.OptionalText("messagingServiceSid", WorkspaceRules.IsMessagingServiceSid, "MG and 32 hexadecimal digits");

    private string Number() => _json.Text("number", WorkspaceRules.IsPhoneNumber, NumberForm);
}
