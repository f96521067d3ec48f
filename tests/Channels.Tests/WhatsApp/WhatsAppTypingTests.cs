using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Twilio;
using Gateway.Channels.WhatsApp;
using Gateway.Sessions;
using Gateway.Sessions.Live;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.WhatsApp;

public sealed class WhatsAppTypingTests : IAsyncLifetime
{
    private const string Inbound = "SM00000000000000000000000000000a01";

    private readonly ManualClock _clock = new();
    private readonly TwilioHttp _http = new();
    private FakeTwilio _twilio = null!;

    public async ValueTask InitializeAsync() => _twilio = await FakeTwilio.StartAsync();

    public async ValueTask DisposeAsync()
    {
        _twilio.Violations.ShouldBeEmpty();
        _http.Dispose();
        await _twilio.DisposeAsync();
    }

    [Fact]
    public async Task It_is_shown_when_wording_begins_and_again_while_it_lasts()
    {
        await using (var typing = Typing())
        {
            var watcher = typing.Follow(Turn()).ShouldNotBeNull();
            _twilio.Requests.ShouldBeEmpty();

            watcher.OnEvent(new TypingEvent(EntryRole.Agent, On: true));
            _clock.Advance(TimeSpan.FromSeconds(45));
            watcher.OnEvent(
                new EntryEvent(new Entry { Seq = 2, Role = EntryRole.Agent, Text = "Voilà", At = _clock.GetUtcNow() }));
            _clock.Advance(TimeSpan.FromMinutes(5));
            await Shown(3);
        }

        _twilio.Requests.Count.ShouldBe(3);
        _twilio.Requests.ShouldAllBe(request => request["messageId"] == Inbound && request["channel"] == "whatsapp");
    }

    [Fact]
    public async Task A_provider_that_does_not_answer_disturbs_no_one()
    {
        await _twilio.GoDownAsync();
        await using var typing = Typing();
        var watcher = typing.Follow(Turn()).ShouldNotBeNull();

        watcher.OnEvent(new TypingEvent(EntryRole.Agent, On: true));
        ((IDisposable)watcher).Dispose();
        watcher.OnEvent(new TypingEvent(EntryRole.Agent, On: true));
    }

    [Fact]
    public async Task It_is_not_shown_where_no_one_asked_for_it_or_a_person_answers()
    {
        await using var off = Typing(isOn: false);
        await using var on = Typing();

        off.Follow(Turn()).ShouldBeNull();
        on.Follow(Turn(channel: ChannelKind.Sms)).ShouldBeNull();
        on.Follow(Turn(status: SessionStatus.HandedOver)).ShouldBeNull();
        on.Follow(Turn(inbound: "not-a-sid")).ShouldBeNull();
    }

    private async Task Shown(int times)
    {
        // The calls run on their own; each is seen at the fake.
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (_twilio.Requests.Count < times)
            await Task.Delay(5, deadline.Token);
    }

    private WhatsAppTyping Typing(bool isOn = true)
    {
        var shop = new Workspace
        {
            Id = "shop",
            Name = "Lampes & Co",
            Solution = "shop",
            Channels = [new WorkspaceChannel { Kind = ChannelKind.WhatsApp, Line = TwilioStage.Number,
                Settings = new WhatsAppSettings { TypingIndicator = isOn } }],
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            _twilio.Settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value))).Build();
        return new WhatsAppTyping(
            new TwilioClient(_http, TimeProvider.System), new TwilioAccounts(configuration), new FixedWorkspaces(shop),
            _clock, NullLogger<WhatsAppTyping>.Instance);
    }

    private Turn Turn(
        string channel = ChannelKind.WhatsApp, SessionStatus status = SessionStatus.Open, string inbound = Inbound)
    {
        var id = SessionId.Parse("01j00000000" + "0".PadLeft(27, '0'));
        var now = _clock.GetUtcNow();
        var session = new Session(
            id, "shop", channel, TwilioStage.Contact, null, "fr", status, 1, now, now)
        { Line = TwilioStage.Number };
        var entry = new Entry { Seq = 1, Role = EntryRole.Contact, Text = "Bonjour", At = now, ExternalId = inbound };
        return new Turn(new TurnId(id, 1), session, [entry], [entry], default, 1);
    }
}
