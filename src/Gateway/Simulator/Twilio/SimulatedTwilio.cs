using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using Gateway.Channels.Sms;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;

namespace Gateway.Simulator.Twilio;

/// <summary>What Twilio does with messages: takes them, refuses them, keeps them, and carries them to the simulated phones.</summary>
internal sealed class SimulatedTwilio(
    Simulation simulation, SimulatedChats chats, StatusCallbacks callbacks, IWorkspaces workspaces, TimeProvider time)
{
    private const string WhatsApp = "whatsapp:";
    private const int MaxBody = 1_600;
    private const int MaxMedia = 10;
    private const int MaxKept = 1_000;
    private const int MaxOptedOut = 1_000;

    private readonly ConcurrentDictionary<string, NumberSettings> _numbers = new();
    private readonly Lock _lock = new();
    private readonly LinkedList<TwilioMessage> _messages = new();
    private readonly HashSet<(string Line, string Person)> _optedOut = [];

    /// <summary>A new message's id.</summary>
    public static string NewSid(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Takes a message to a phone, or says why not.</summary>
    public (TwilioMessage? Message, TwilioFailure? Failure) Send(IFormCollection form)
    {
        if (Refuse(form, out var channel, out var line, out var person) is { } failure)
            return (null, failure);
        var body = form["Body"].ToString();
        var media = form["MediaUrl"].Where(url => !string.IsNullOrEmpty(url)).Select(url => url!).ToList();
        var template = form["ContentSid"].ToString();
        var length = SmsSegments.Measure(body);
        var message = new TwilioMessage
        {
            Sid = NewSid(media.Count > 0 ? "MM" : "SM"),
            AccountSid = simulation.Twilio!.Sid,
            MessagingServiceSid = form["MessagingServiceSid"] is [{ Length: > 0 } service] ? service : null,
            From = channel == ChannelKind.WhatsApp ? WhatsApp + line : line,
            To = form["To"].ToString(),
            Body = body,
            Direction = "outbound-api",
            Status = "queued",
            NumSegments = Math.Max(1, length.Segments).ToString(CultureInfo.InvariantCulture),
            NumMedia = media.Count.ToString(CultureInfo.InvariantCulture),
            At = time.GetUtcNow(),
        };
        Keep(message);
        var chat = chats.Open(new ChatKey(channel, line, person));
        chat.Add(new Bubble(message.Sid, IsMine: false, message.At)
        {
            Text = template.Length > 0 ? Template(template, form["ContentVariables"].ToString())
                : channel == ChannelKind.WhatsApp ? WhatsAppText.Read(body) : PlainText.Read(body),
            Pictures = media,
            Segments = channel == ChannelKind.Sms ? length.Segments : null,
            Encoding = channel == ChannelKind.Sms ? length.Encoding : null,
        });
        callbacks.Follow(message, chat, channel, form["StatusCallback"] is [{ Length: > 0 } callback] ? callback : null);
        return (message, null);
    }

    /// <summary>Writes down a message from a phone before its webhook is sent: whoever misses the webhook finds it in the list.</summary>
    public void Keep(TwilioMessage message)
    {
        lock (_lock)
        {
            _messages.AddFirst(message);
            if (_messages.Count > MaxKept)
                _messages.RemoveLast();
        }
    }

    /// <summary>Blocks or unblocks a person, as Twilio does by itself when an SMS is nothing but such a word.</summary>
    /// <returns>Twilio's name for what the word did, or null.</returns>
    public string? ObeyKeyword(string line, string person, string text)
    {
        var word = text.Trim().ToUpperInvariant();
        lock (_lock)
        {
            if (word is "STOP" or "STOPALL" or "UNSUBSCRIBE" or "CANCEL" or "END" or "QUIT" or "REVOKE" or "OPTOUT" or "ARRET")
            {
                if (_optedOut.Count < MaxOptedOut)
                    _optedOut.Add((line, person));
                return "STOP";
            }

            if (word is "START" or "UNSTOP" or "YES")
                return _optedOut.Remove((line, person)) || word != "YES" ? "START" : null;
            return word is "HELP" or "INFO" ? "HELP" : null;
        }
    }

    /// <summary>The newest messages first, as the list's filters ask.</summary>
    public IReadOnlyList<TwilioMessage> List(string? to, string? from, DateOnly? since, DateOnly? on, int most)
    {
        lock (_lock)
        {
            return
            [
                .. _messages
                    .Where(message => (to is null || message.To == to) && (from is null || message.From == from))
                    .Where(message => DateOnly.FromDateTime(message.At.UtcDateTime) is var day && (since is null || day >= since) && (on is null || day == on))
                    .Take(most),
            ];
        }
    }

    /// <summary>A message by its id, or null.</summary>
    public TwilioMessage? Find(string sid)
    {
        lock (_lock)
            return _messages.FirstOrDefault(message => message.Sid == sid);
    }

    /// <summary>Where a picture that came with a message is, below the API's address.</summary>
    public static string MediaPath(string account, string sid, string pictureId) => $"/2010-04-01/Accounts/{account}/Messages/{sid}/Media/ME{pictureId}";

    /// <summary>Forgets a message's picture; the phone keeps its own copy.</summary>
    /// <returns>False when it has no such picture.</returns>
    public bool ErasePicture(string sid, string media)
    {
        lock (_lock)
        {
            if (_messages.FirstOrDefault(message => message.Sid == sid) is not { PictureId: { } picture } found || media != "ME" + picture || _messages.Find(found) is not { } node)
                return false;
            node.Value = found with { PictureId = null, NumMedia = "0" };
            return true;
        }
    }

    /// <summary>Takes a message off the list, or empties it.</summary>
    public bool Erase(string sid, bool whole)
    {
        lock (_lock)
        {
            if (_messages.FirstOrDefault(message => message.Sid == sid) is not { } found || _messages.Find(found) is not { } node)
                return false;
            if (whole)
                _messages.Remove(node);
            else
                node.Value = found with { Body = "" };
            return true;
        }
    }

    /// <summary>The numbers of the account: those of the served workspaces.</summary>
    public IReadOnlyList<NumberSettings> Numbers(string? number) =>
    [
        .. workspaces.All.SelectMany(workspace => workspace.Channels)
            .Where(channel => channel.Kind is ChannelKind.Sms or ChannelKind.Voice && channel.Number is not null && channel.Account is null)
            .Select(channel => channel.Number!)
            .Where(one => number is null || one == number)
            .Distinct()
            .Select(one => _numbers.GetOrAdd(one, NumberSettings.New(simulation.Twilio!.Sid, one))),
    ];

    /// <summary>Changes what a number's webhooks are; null when there is no such number.</summary>
    public NumberSettings? Change(string sid, IFormCollection form)
    {
        if (Numbers(null).FirstOrDefault(number => number.Sid == sid) is not { } found)
            return null;
        return _numbers[found.PhoneNumber] = found with
        {
            SmsUrl = form.TryGetValue("SmsUrl", out var url) ? url.ToString() : found.SmsUrl,
            SmsMethod = form.TryGetValue("SmsMethod", out var method) ? method.ToString() : found.SmsMethod,
            SmsFallbackUrl = form.TryGetValue("SmsFallbackUrl", out var fallback) ? fallback.ToString() : found.SmsFallbackUrl,
            StatusCallback = form.TryGetValue("StatusCallback", out var callback) ? callback.ToString() : found.StatusCallback,
            StatusCallbackMethod = form.TryGetValue("StatusCallbackMethod", out var way) ? way.ToString() : found.StatusCallbackMethod,
        };
    }

    /// <summary>Shows on the phone that an answer is being written, as the typing indicator for a message that came in asks.</summary>
    public bool ShowTyping(string messageSid)
    {
        if (Find(messageSid) is not { Direction: "inbound" } message || !message.From.StartsWith(WhatsApp, StringComparison.Ordinal))
            return false;
        var chat = chats.Open(new ChatKey(ChannelKind.WhatsApp, message.To[WhatsApp.Length..], message.From[WhatsApp.Length..]));
        chat.Update(messageSid, bubble => bubble with { State = BubbleState.Read });
        chat.ShowTyping(TimeSpan.FromSeconds(25));
        return true;
    }

    private static TextRun[] Template(string contentSid, string variables) => [new(contentSid, ["code"]), new($" {variables}", [])];

    private TwilioFailure? Refuse(IFormCollection form, out string channel, out string line, out string person)
    {
        var to = form["To"].ToString();
        var isWhatsApp = to.StartsWith(WhatsApp, StringComparison.Ordinal);
        channel = isWhatsApp ? ChannelKind.WhatsApp : ChannelKind.Sms;
        person = isWhatsApp ? to[WhatsApp.Length..] : to;
        line = LineOf(form, channel);
        var body = form["Body"].ToString();
        if (!E164.Is(person))
            return new TwilioFailure(21211, "The 'To' number is not a valid phone number.", 400);
        if (!workspaces.TryGetByLine(channel, line, out _, out _))
        {
            return isWhatsApp
                ? new TwilioFailure(63007, "Twilio could not find a Channel with the specified From address", 400)
                : new TwilioFailure(21606, "The 'From' phone number provided is not a valid message-capable Twilio phone number for this destination.", 400);
        }

        if (body.Length == 0 && form["MediaUrl"].Count == 0 && form["ContentSid"].Count == 0)
            return new TwilioFailure(21619, "A text message body or media urls must be specified.", 400);
        if (body.Length > MaxBody)
            return new TwilioFailure(21617, "The concatenated message body exceeds the 1600 character limit.", 400);
        if (form["MediaUrl"].Count > MaxMedia)
            return new TwilioFailure(21623, "Number of media files exceeds allowed limit.", 400);
        lock (_lock)
        {
            return !isWhatsApp && _optedOut.Contains((line, person))
                ? new TwilioFailure(21610, "Attempt to send to unsubscribed recipient", 400)
                : null;
        }
    }

    /// <summary>The sender: the number itself, or of a messaging service the number that uses it.</summary>
    private string LineOf(IFormCollection form, string channel)
    {
        var from = form["From"].ToString();
        if (from.Length > 0)
            return from.StartsWith(WhatsApp, StringComparison.Ordinal) ? from[WhatsApp.Length..] : from;
        var service = form["MessagingServiceSid"].ToString();
        return workspaces.All.SelectMany(workspace => workspace.Channels)
            .FirstOrDefault(one => one.Kind == channel && one.MessagingServiceSid == service)?.Number ?? "";
    }
}
