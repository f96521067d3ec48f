using System.Globalization;
using Gateway.Channels.Twilio;
using Gateway.Sessions.Workspaces;

namespace Gateway.Channels.WhatsApp;

/// <summary>What a workspace's file says of a WhatsApp number.</summary>
public sealed record WhatsAppSettings : TwilioSettings
{
    /// <summary>What is sent where free text is not allowed any more, or null: then the message is refused.</summary>
    public MessageTemplate? Template { get; init; }

    /// <summary>
    /// Content templates with quick-reply buttons by the number of their buttons (1 to 10); their variables are 1 the
    /// text, 2 and 3 title and payload of the first button, 4 and 5 of the second, and so on. Choices for which there
    /// is none are numbered.
    /// </summary>
    public IReadOnlyDictionary<int, string> ButtonTemplates { get; init; } = new Dictionary<int, string>();

    /// <summary>
    /// Whether to show that an answer is being worded (Twilio's public beta; marks the contact's message as read).
    /// Default: no.
    /// </summary>
    public bool TypingIndicator { get; init; }
}

/// <summary>An approved content template of WhatsApp.</summary>
/// <param name="ContentSid">HX and 32 hexadecimal digits.</param>
/// <param name="Variables">
/// Their values by name (<c>1</c>, <c>2</c>, …); <c>{name}</c> stands for the business's name. Empty when it has
/// none.
/// </param>
public sealed record MessageTemplate(string ContentSid, IReadOnlyDictionary<string, string> Variables)
{
    private const string SidForm = "HX and 32 hexadecimal digits";
    private const int MaxButtons = 10;

    /// <summary>Reads a template.</summary>
    internal static MessageTemplate Read(FileObject json)
    {
        var template = new MessageTemplate(
            json.Text("contentSid", IsSid, SidForm), json.OptionalObject("variables")?.AllTexts() ?? []);
        json.RefuseRest();
        return template;
    }

    /// <summary>Reads the templates with buttons, by the number of these.</summary>
    internal static Dictionary<int, string> ReadButtons(FileObject? json)
    {
        var templates = new Dictionary<int, string>();
        foreach (var (count, contentSid) in json?.AllTexts() ?? [])
        {
            var isNumber = int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var buttons);
            if (!isNumber || buttons is < 1 or > MaxButtons)
                json!.Refuse(count, $"is not a number of buttons from 1 to {MaxButtons}");
            else if (!IsSid(contentSid))
                json!.Refuse(count, $"is not {SidForm}");
            else
                templates[buttons] = contentSid;
        }

        return templates;
    }

    private static bool IsSid(string text) => TwilioSettings.IsSid("HX", text);
}
