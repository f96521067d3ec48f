using System.Net;
using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Placing;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class CallMeBackTests : IAsyncLifetime
{
    private readonly ShiftedClock _clock = new();
    private RedisServer _redis = null!;
    private FakeTwilio _twilio = null!;
    private TwilioHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _redis = await RedisServer.StartAsync("no");
        _twilio = await FakeTwilio.StartAsync(_clock);
        _host = await VoiceHost.StartAsync(
            _redis.ConnectionString, twilio: _twilio, clock: _clock, settings: ("Voice:CallsPerSecond", "100"));
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        await _twilio.DisposeAsync();
        await _redis.DisposeAsync();
    }

    [Fact]
    public async Task Who_asks_is_called_once_and_has_agreed_by_asking()
    {
        (await AskAsync("06 12 34 56 78")).Outcome.ShouldBe(CallOutcome.Begun);

        _twilio.Placed.All.ShouldHaveSingleItem().To.ShouldBe("+33612345678");
        var consent = _host.Consents.Events.ShouldHaveSingleItem();
        (consent.Keyword, consent.Channel).ShouldBe((ConsentKeyword.Start, ChannelKind.Voice));
        consent.Identities.ShouldBe([new ContactIdentity(IdentityKind.Phone, "+33612345678")]);
        (await AskAsync("+33 6 12 34 56 78")).Reason.ShouldBe("tooOften", "the same number in the same minute");
        _twilio.Placed.All.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(null, "phone")]
    [InlineData("", "phone")]
    [InlineData("abc", "phone")]
    [InlineData("0899 70 01 23", "phone")]
    [InlineData("3949", "phone")]
    [InlineData("+44 7400 123456", "country")]
    [InlineData("+1 212 555 0123", "country")]
    public async Task What_costs_more_or_lies_elsewhere_is_not_called(string? phone, string reason)
    {
        (await AskAsync(phone)).Reason.ShouldBe(reason);

        _twilio.Requests.ShouldBeEmpty();
        _host.Consents.Events.ShouldBeEmpty();
    }

    [Fact]
    public async Task Who_has_opted_out_is_not_opted_in_by_somebody_who_types_their_number()
    {
        _host.Consents.Permission = new SendingPermission(false, null, "optedOut");

        (await AskAsync("06 12 34 56 78")).Reason.ShouldBe("optedOut");

        _host.Consents.Events.ShouldBeEmpty();
        _twilio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_visitor_asks_for_few_calls()
    {
        var outcomes = new List<string?>();
        for (var number = 0; number < 7; number++)
            outcomes.Add((await AskAsync($"06 12 34 56 0{number}")).Reason);

        outcomes.ShouldBe([null, null, null, null, null, "tooOften", "tooOften"]);
        (await AskAsync("06 12 34 56 09", "192.0.2.99")).Outcome.ShouldBe(CallOutcome.Begun);
    }

    private Task<CallBegun> AskAsync(string? phone, string from = "192.0.2.7") => _host.Get<CallMeBack>().AskAsync(
        VoiceHost.Centres[0], phone, "mon devis", "fr", IPAddress.Parse(from), CancellationToken.None);
}
