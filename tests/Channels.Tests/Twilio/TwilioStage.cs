using Gateway.Channels.Sms;
using Gateway.Channels.Tests.Delivery;
using Gateway.Channels.Twilio;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Shouldly;

namespace Gateway.Channels.Tests.Twilio;

/// <summary>An adapter of Twilio's, as the host makes it, with a fake Twilio behind it.</summary>
internal sealed class TwilioStage : AdapterStage
{
    public const string Number = "+33900000002";
    public const string Contact = "+33600000001";

    private readonly ManualClock _clock = new();
    private readonly RecordedLogs _logs = new();
    private readonly ServiceProvider _services;
    private readonly string _prefix;

    private TwilioStage(string channel, FakeTwilio twilio, (string Key, string Value)[] settings, Uri? publicUrl)
    {
        Twilio = twilio;
        _prefix = channel == ChannelKind.WhatsApp ? "whatsapp:" : "";
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            twilio.Settings.Concat(settings)
                .Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        Shop = new Workspace
        {
            Id = "shop",
            Name = "Lampes & Co",
            Solution = "shop",
            Channels = [new WorkspaceChannel { Kind = channel, Line = Number }]
        };
        var services = new ServiceCollection();
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(_logs))
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton<IWorkspaces>(new FixedWorkspaces(Shop))
            .AddSingleton(new PublicAddress(publicUrl))
                .AddSingleton(new TwilioAccounts(configuration))
                .AddSingleton<TwilioHttp>()
                .AddSingleton<TwilioClient>();
        services.AddSms(configuration).AddWhatsApp(configuration);
        _services = services.BuildServiceProvider();
        Adapter = _services.GetServices<IChannelAdapter>().Single(adapter => adapter.Channel == channel);
        Contexts = Context(channel);
        Twilio.Messages.OpenWindow(_prefix + Number, _prefix + Contact, twilio.Clock.GetUtcNow());
    }

    public override IChannelAdapter Adapter { get; }

    public FakeTwilio Twilio { get; }

    public Workspace Shop { get; }

    /// <summary>What a delivery looks like; a test may change it.</summary>
    public OutboundContext Contexts { get; set; }

    public override IReadOnlyList<string> Secrets => [Twilio.AuthToken];

    public override IReadOnlyList<string> Logged => _logs.Lines;

    public override int Taken => Twilio.Messages.Sent.Count;

    public static async Task<TwilioStage> StartAsync(
        string channel, string? publicUrl = "https://gw.example.test", params (string Key, string Value)[] settings) =>
        new(
            channel, await FakeTwilio.StartAsync(new ManualClock()), settings,
            publicUrl is null ? null : new Uri(publicUrl));

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public override OutboundContext ContextOf(Entry entry) =>
        Contexts with { Delivery = Contexts.Delivery with { Entry = entry } };

    public override string BodyOf(string wire) => TwilioSender.FromWire(wire).Body ?? "";

    public override void Script(ProviderTurn turn)
    {
        switch (turn)
        {
            case ProviderTurn.TakesAndIsNotHeard:
                Twilio.Faults.Next(FakeTwilioFault.CloseAfter);
                break;
            case ProviderTurn.HasNoTime:
                Twilio.Faults.RetryAfterSeconds = (int)Wait.TotalSeconds;
                Twilio.Faults.Next(FakeTwilioFault.TooMany);
                break;
            case ProviderTurn.Refuses:
                Twilio.Faults.NextRefused(21211);
                break;
            case ProviderTurn.IsOptedOut:
                Twilio.Messages.OptOut(_prefix + Number, _prefix + Contact);
                break;
            case ProviderTurn.DoesNotKnowUs:
                Twilio.Faults.NextRefused(20003);
                break;
            case ProviderTurn.Hangs:
                Twilio.Faults.Next(FakeTwilioFault.HangAfter);
                break;
        }
    }

    public override Task CutOffAsync() => Twilio.GoDownAsync();

    public override Task AttemptedAsync() => Twilio.NextAttemptAsync();

    public override void PassTimeLimit() => _clock.Advance(TimeSpan.FromSeconds(10));

    public override async ValueTask DisposeAsync()
    {
        Twilio.Violations.ShouldBeEmpty();
        await _services.DisposeAsync();
        await Twilio.DisposeAsync();
    }

    private OutboundContext Context(string channel)
    {
        var id = SessionId.Parse("01j00000000" + "0".PadLeft(27, '0'));
        var now = Twilio.Clock.GetUtcNow();
        var session = new Session(
            id, Shop.Id, channel, Contact, null, "fr", SessionStatus.Open, 2, now, now)
        {
            Line = Number,
            LastInboundAt = now
        };
        var entry = new Entry { Seq = 2, Role = EntryRole.Agent, Text = "", At = now };
        return new OutboundContext(
            new OutboundEntry(new DeliveryId(id, 2), session, entry, now), Shop, Shop.Channels[0]);
    }
}
