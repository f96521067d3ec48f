using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Gateway.Channels.Sms;
using Gateway.Channels.Twilio;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Simulator.Chats;
using Gateway.Simulator.Stage;
using Gateway.StandIns.Twilio;

namespace Gateway.Simulator.Twilio;

/// <summary>The stand-in for Twilio that carries messages to the simulated phones.</summary>
internal sealed class SimulatedTwilio(
    Simulation simulation, SimulatedChats chats, StatusCallbacks callbacks, IWorkspaces workspaces, TimeProvider time)
    : TwilioStandIn(simulation.Twilio?.Sid ?? "", simulation.Twilio?.AuthToken ?? "")
{
    private const string WhatsApp = TwilioForms.WhatsAppPrefix;
    private const int MaxKept = 1_000;

    // What Twilio answers with for a number that was just bought.
    private const string FirstWebhook = "https://demo.twilio.com/welcome/sms/reply/";

    private static readonly TimeSpan TypingShows = TimeSpan.FromSeconds(25);

    private readonly ConcurrentDictionary<string, KeptNumber> _numbers = new();

    /// <summary>The messages it has: whoever misses a webhook finds them in the list.</summary>
    public MessageBook Messages { get; } = new(MaxKept);

    protected override MessageBook Book => Messages;

    /// <summary>A new message's id.</summary>
    public static string NewSid(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Answers a request to the API.</summary>
    public Task AnswerAsync(HttpContext http, string path) => HandleAsync(http, path);

    protected override Task SendAsync(HttpContext context, IFormCollection form)
    {
        var isWhatsApp = form["To"].ToString().StartsWith(WhatsApp, StringComparison.Ordinal);
        var (channel, prefix) = isWhatsApp ? (ChannelKind.WhatsApp, WhatsApp) : (ChannelKind.Sms, "");
        var line = LineOf(form, channel);
        if (RefusalOf(prefix + line, form) is { } failure)
            return FailAsync(context, failure);
        if (!workspaces.TryGetByLine(channel, line, out _, out _))
            return FailAsync(context, NoSuchSender(isWhatsApp));
        // No phone here hides its number.
        if (form["To"].ToString()[prefix.Length..] is var person && !E164.Is(person))
            return FailAsync(context, new TwilioFailure(21211, "The 'To' number is not a valid phone number."));

        var length = SmsSegments.Measure(form["Body"].ToString());
        var message = Take(
            NewSid(form["MediaUrl"].Count > 0 ? "MM" : "SM"), prefix + line, form, time.GetUtcNow(),
            segments: Math.Max(1, length.Segments));
        var chat = chats.Open(new ChatKey(channel, line, person));
        chat.Add(new Bubble(message.Sid, IsMine: false, message.CreatedAt)
        {
            Text = message.ContentSid is { } template
                ? [new(template, ["code"]), new($" {message.ContentVariables}", [])]
                : isWhatsApp ? WhatsAppText.Read(message.Body) : PlainText.Read(message.Body),
            Pictures = [.. message.MediaUrls],
            Segments = isWhatsApp ? null : length.Segments,
            Encoding = isWhatsApp ? null : length.Encoding,
        });
        callbacks.Follow(message, chat);
        return AnswerAsync(context, message with { Status = "queued" }, StatusCodes.Status201Created);
    }

    protected override Task ServeAsync(HttpContext context, KeptMedia file) =>
        (file.Read() is { } content ? Results.Bytes(content, file.ContentType) : Results.NotFound())
            .ExecuteAsync(context);

    protected override bool ShowTyping(string messageSid)
    {
        if (Messages.Find(messageSid) is not { IsInbound: true, IsWhatsApp: true } message)
            return false;
        var chat = chats.Open(
            new ChatKey(ChannelKind.WhatsApp, message.To[WhatsApp.Length..], message.From[WhatsApp.Length..]));
        chat.Update(messageSid, bubble => bubble with { State = BubbleState.Read });
        chat.ShowTyping(TypingShows);
        return true;
    }

    // Those of the served workspaces.
    protected override IEnumerable<KeptNumber> Numbers() => workspaces.All.SelectMany(workspace => workspace.Channels)
        .Where(
            channel => channel.Kind is ChannelKind.Sms or ChannelKind.Voice && channel.Line is not null
            && channel.SettingsOf<TwilioSettings>().Account is null)
        .Select(channel => channel.Line!)
        .Distinct()
        .Select(number => _numbers.GetOrAdd(number, _ => new KeptNumber
        {
            Sid = "PN" + Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(number)).AsSpan(0, 16)),
            AccountSid = AccountSid,
            Number = number,
            SmsUrl = FirstWebhook,
        }));

    protected override KeptNumber Change(KeptNumber number) => _numbers[number.Number] = number;

    private static TwilioFailure NoSuchSender(bool isWhatsApp) => isWhatsApp
        ? new TwilioFailure(63007, "Twilio could not find a Channel with the specified From address")
        : new TwilioFailure(
            21606,
            "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.");

    /// <summary>The sender: the number itself, or of a messaging service the number that uses it.</summary>
    private string LineOf(IFormCollection form, string channel)
    {
        var from = form["From"].ToString();
        if (from.Length > 0)
            return from.StartsWith(WhatsApp, StringComparison.Ordinal) ? from[WhatsApp.Length..] : from;
        var service = form["MessagingServiceSid"].ToString();
        return workspaces.All.SelectMany(workspace => workspace.Channels)
            .FirstOrDefault(
                one => one.Kind == channel && one.SettingsOf<TwilioSettings>().MessagingServiceSid == service)?.Line
                ?? "";
    }
}
