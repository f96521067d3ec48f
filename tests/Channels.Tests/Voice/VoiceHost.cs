using System.Net;
using System.Xml.Linq;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Lines;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Shouldly;

namespace Gateway.Channels.Tests.Voice;

/// <summary>A gateway with lines that are called, and Twilio's side of a call.</summary>
internal static class VoiceHost
{
    public const string Root = TwilioHost.PublicUrl + "/webhooks/twilio/voice";
    public const string Line = "+33100000001";
    public const string RelayLine = "+33100000002";
    public const string AgentLine = "+33100000003";
    public const string ClosedLine = "+33100000004";
    public const string LonelyLine = "+33100000005";
    public const string EnglishLine = "+33100000006";
    public const string Person = "+33100000099";

    private static readonly OpeningHours Never = new()
    {
        Exceptions = [new OpeningException(DateOnly.MinValue, DateOnly.MaxValue, [])],
    };

    public static Workspace[] Centres { get; } =
    [
        new()
        {
            Id = "centre",
            Name = "Contrôle Lyon",
            Solution = "inspection",
            Escalation = new Escalation(Person, null),
            Channels = [Number(Line), Number(RelayLine, VoiceSettings.Relay), Number(AgentLine, VoiceSettings.Agent)],
        },
        new()
        {
            Id = "closed",
            Name = "Contrôle Brest",
            Solution = "inspection",
            Escalation = new Escalation(Person, null),
            OpeningHours = Never,
            Channels = [Number(ClosedLine)],
        },
        new() { Id = "lonely", Name = "Contrôle Metz", Solution = "inspection", Channels = [Number(LonelyLine)] },
        new()
        {
            Id = "english",
            Name = "Dover Inspection",
            Solution = "inspection",
            Locale = "en",
            Channels = [Number(EnglishLine)],
        },
    ];

    public static Task<TwilioHost> StartAsync(
        string redis, ITurnHandler? handler = null, FakeTwilio? twilio = null, TimeProvider? clock = null,
        params (string Key, string Value)[] settings) =>
        TwilioHost.StartAsync(redis, handler, twilio, clock, new FixedWorkspaces(Centres), settings);

    public static string NewSid() => "CA" + Guid.NewGuid().ToString("n");

    /// <summary>The fields of a call.</summary>
    public static List<KeyValuePair<string, string>> Call(
        string sid, string from, string to, string status = "ringing", params (string Name, string Value)[] more) =>
    [
        new("CallSid", sid),
        new("AccountSid", TwilioHost.AccountSid),
        new("From", from),
        new("To", to),
        new("CallStatus", status),
        new("Direction", "inbound"),
        new("ApiVersion", "2010-04-01"),
        .. more.Select(field => new KeyValuePair<string, string>(field.Name, field.Value)),
    ];

    /// <summary>Posts as Twilio does, and reads what it is told.</summary>
    /// <param name="host">The gateway.</param>
    /// <param name="url">As the gateway gave it, or its end below <see cref="Root"/>.</param>
    /// <param name="form">The fields.</param>
    public static async Task<XElement> AskAsync(
        this TwilioHost host, string url, IEnumerable<KeyValuePair<string, string>> form)
    {
        using var answer = await host.PostAsync(
            url.StartsWith("https:", StringComparison.Ordinal) ? url : Root + url, form);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("text/xml");
        var twiml = XDocument.Parse(await answer.Content.ReadAsStringAsync()).Root!;
        twiml.Name.LocalName.ShouldBe("Response");
        return twiml;
    }

    /// <summary>Begins a call and says how the gateway answers.</summary>
    public static Task<XElement> RingAsync(this TwilioHost host, string sid, string from, string to = Line) =>
        host.AskAsync("", Call(sid, from, to));

    /// <summary>The verbs, in order.</summary>
    public static string Verbs(this XElement twiml) =>
        string.Join(' ', twiml.Elements().Select(verb => verb.Name.LocalName));

    /// <summary>The address that a verb names.</summary>
    public static string Action(this XElement twiml, string verb) =>
        twiml.Descendants(verb).First().Attribute("action")!.Value;

    /// <summary>The ticket in an answer.</summary>
    public static string? Ticket(this XElement twiml) => twiml.Descendants("Parameter")
        .FirstOrDefault(one => one.Attribute("name")?.Value == "ticket")?.Attribute("value")?.Value;

    /// <summary>Takes the ticket of an answer, as a socket does.</summary>
    public static async Task<CallTicket> TakeAsync(this TwilioHost host, XElement twiml, string sid) =>
        (await host.Get<ICallTickets>().TakeAsync(twiml.Ticket()!, sid, CancellationToken.None)).ShouldNotBeNull();

    /// <summary>Notes how our part ended, as who holds the call does.</summary>
    public static Task EndAsync(this TwilioHost host, string sid, CallEnding ending) =>
        host.Get<ICallBook>().EndAsync(sid, ending, CancellationToken.None);

    /// <summary>A session as it stands.</summary>
    public static async Task<SessionSnapshot> SessionAsync(this TwilioHost host, SessionId id) =>
        (await host.Engine.ReadAsync(id, null, 100)).ShouldNotBeNull();

    /// <summary>What operators read of a call in its session.</summary>
    public static async Task<string> NotesAsync(this TwilioHost host, SessionId id) => string.Join(
        '\n', (await host.SessionAsync(id)).Entries.Where(entry => entry.Role == EntryRole.System)
            .Select(entry => entry.Text));

    private static WorkspaceChannel Number(string number, string? mode = null) => new()
    {
        Kind = ChannelKind.Voice,
        Line = number,
        Settings = new VoiceSettings
        {
            Mode = mode,
            AgentId = mode == VoiceSettings.Agent ? "agent_1" : null,
            LeavesMessages = mode == VoiceSettings.Relay,
        },
    };
}
