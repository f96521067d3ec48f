using Gateway.Channels.Tests.Twilio;
using Gateway.Channels.Tests.Web;
using Gateway.Channels.Voice.Calls;
using Gateway.Channels.Voice.Placing;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Shouldly;
using Xunit;

namespace Gateway.Channels.Tests.Voice;

public sealed class CallPlacerTests
{
    private const string Calls = "POST /2010-04-01/Accounts/*/Calls.json";

    [Fact]
    public async Task Somebody_is_called_once_for_one_key_and_connected_when_they_pick_up()
    {
        await using var stage = await StageAsync();
        var request = Request();

        var begun = await stage.BeginAsync(request);

        begun.Outcome.ShouldBe(CallOutcome.Begun);
        var call = stage.Twilio.Placed.All.ShouldHaveSingleItem();
        (call.Sid, call.From, call.To).ShouldBe((begun.CallSid, VoiceHost.Line, request.Address));
        stage.Twilio.Violations.ShouldBeEmpty();
        var asked = stage.Twilio.Requests.Single(one => one.Method == "POST");
        (asked["MachineDetection"], asked["AsyncAmd"], asked["TimeLimit"])
            .ShouldBe(("DetectMessageEnd", "true", "1800"));

        var again = await stage.BeginAsync(request);
        (again.Outcome, again.CallSid).ShouldBe((CallOutcome.Duplicate, call.Sid));
        stage.Twilio.Placed.All.Count.ShouldBe(1);

        var twiml = await stage.Host.AskAsync(call.Url, Answered(call.Sid, request));
        var ticket = await stage.Host.TakeAsync(twiml, call.Sid);
        (ticket.Session, ticket.Direction, ticket.Address)
            .ShouldBe((begun.Session!.Value, CallDirection.Outbound, request.Address));
    }

    [Fact]
    public async Task What_the_call_is_for_is_begun_once_its_socket_is_open()
    {
        var said = new TaskCompletionSource<Turn>();
        await using var stage = await StageAsync(new Handler((turn, _, _) =>
        {
            said.TrySetResult(turn);
            return Task.FromResult(Handler.Says("Je vous appelle pour votre rendez-vous."));
        }));
        var request = Request();
        var begun = await stage.BeginAsync(request);
        var twiml = await stage.Host.AskAsync(stage.Twilio.Placed.All[0].Url, Answered(begun.CallSid!, request));

        await stage.Host.TakeAsync(twiml, begun.CallSid!);

        var turn = await said.Task.WaitAsync(TimeSpan.FromSeconds(20));
        turn.Session.Id.ShouldBe(begun.Session!.Value);
        turn.Begins.ShouldHaveSingleItem().Payload.ShouldBe("votre rendez-vous");
    }

    [Theory]
    [InlineData(FakeTwilioFault.CloseAfter)]
    [InlineData(FakeTwilioFault.ErrorAfter)]
    [InlineData(FakeTwilioFault.WrongJson)]
    public async Task A_call_whose_answer_was_lost_is_looked_for_before_anyone_is_called_again(FakeTwilioFault fault)
    {
        await using var stage = await StageAsync();
        var request = Request();
        stage.Twilio.Next(Calls, fault);

        (await stage.BeginAsync(request)).Outcome.ShouldBe(CallOutcome.Unknown);
        (await stage.BeginAsync(request)).Outcome.ShouldBe(CallOutcome.Unknown, "whoever asked may be asking still");
        stage.Clock.Advance(TimeSpan.FromSeconds(40));
        var found = await stage.BeginAsync(request);

        found.Outcome.ShouldBe(CallOutcome.Duplicate);
        found.CallSid.ShouldBe(stage.Twilio.Placed.All.ShouldHaveSingleItem().Sid);
    }

    [Fact]
    public async Task A_call_that_twilio_never_took_is_asked_for_again_by_one_alone()
    {
        await using var stage = await StageAsync();
        var request = Request();
        stage.Twilio.Next(Calls, FakeTwilioFault.CloseBefore);

        (await stage.BeginAsync(request)).Outcome.ShouldBe(CallOutcome.Unknown);
        stage.Clock.Advance(TimeSpan.FromSeconds(90));
        var all = await Task.WhenAll(stage.BeginAsync(request), stage.BeginAsync(request));

        all.Count(one => one.Outcome == CallOutcome.Begun).ShouldBeLessThanOrEqualTo(1);
        stage.Twilio.Placed.All.Count.ShouldBeLessThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_call_that_rings_before_its_answer_came_is_known_by_its_session()
    {
        await using var stage = await StageAsync();
        var request = Request();
        stage.Twilio.Next(Calls, FakeTwilioFault.CloseAfter);
        (await stage.BeginAsync(request)).Outcome.ShouldBe(CallOutcome.Unknown);
        var call = stage.Twilio.Placed.All.Single();

        var twiml = await stage.Host.AskAsync(call.Url, Answered(call.Sid, request));

        (await stage.Host.TakeAsync(twiml, call.Sid)).Direction.ShouldBe(CallDirection.Outbound);
        (await stage.BeginAsync(request)).ShouldBe(new CallBegun(CallOutcome.Duplicate) { CallSid = call.Sid });
    }

    [Fact]
    public async Task Nobody_is_called_who_may_not_be()
    {
        await using var stage = await StageAsync();
        var later = DateTimeOffset.UtcNow.AddHours(9);

        stage.Host.Consents.Permission = new SendingPermission(false, null, "noConsent");
        (await stage.BeginAsync(Request())).ShouldBe(new CallBegun(CallOutcome.Refused) { Reason = "noConsent" });
        stage.Host.Consents.Permission = new SendingPermission(false, later, "quietHours");
        (await stage.BeginAsync(Request())).ShouldBe(
            new CallBegun(CallOutcome.Later) { Reason = "quietHours", NotBefore = later });
        stage.Host.Consents.Permission = SendingPermission.Allowed;
        (await stage.BeginAsync(Request() with { Address = VoiceHost.RelayLine })).Reason.ShouldBe("ownLine");
        (await stage.BeginAsync(Request() with { Address = "+999" })).Reason.ShouldBe("address");
        (await stage.BeginAsync(Request() with { Line = VoiceHost.ClosedLine })).Reason.ShouldBe("line");
        await Should.ThrowAsync<ArgumentException>(
            () => stage.BeginAsync(Request() with { Channel = ChannelKind.Sms }));

        stage.Twilio.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_account_begins_one_call_a_second()
    {
        await using var stage = await StageAsync();

        (await stage.BeginAsync(Request())).Outcome.ShouldBe(CallOutcome.Begun);
        var second = Request();
        var waits = await stage.BeginAsync(second);

        waits.Outcome.ShouldBe(CallOutcome.Later);
        waits.Reason.ShouldBe("pace");
        waits.NotBefore.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_refusal_of_twilios_is_noted_and_the_key_is_free_again()
    {
        await using var stage = await StageAsync(settings: ("Voice:CallsPerSecond", "100"));
        stage.Twilio.Next(Calls, FakeTwilioFault.TooMany);
        var request = Request();

        (await stage.BeginAsync(request)).Outcome.ShouldBe(CallOutcome.Later);

        (await stage.BeginAsync(request)).Reason.ShouldBe("pace", "the same person is not called twice in a minute");
    }

    [Theory]
    [InlineData("busy", "occupé")]
    [InlineData("no-answer", "sans réponse")]
    [InlineData("failed", "échec")]
    public async Task A_call_that_does_not_come_about_says_so_in_its_session(string status, string words)
    {
        await using var stage = await StageAsync();
        var request = Request();
        var begun = await stage.BeginAsync(request);

        for (var times = 0; times < 2; times++)
        {
            await stage.Host.AskAsync(
                stage.Twilio.Placed.All[0].StatusCallback!, Answered(begun.CallSid!, request, status));
        }

        var read = await stage.Host.SessionAsync(begun.Session!.Value);
        read.Session.Status.ShouldBe(SessionStatus.Closed);
        read.Entries.ShouldHaveSingleItem().Text.ShouldContain(words);
    }

    [Theory]
    [InlineData(VoiceHost.Line, "machine_end_beep", null)]
    [InlineData(VoiceHost.RelayLine, "machine_end_beep", "Nous avons essayé de vous joindre")]
    [InlineData(VoiceHost.RelayLine, "fax", null)]
    public async Task A_machine_is_hung_up_on_or_left_a_message(string line, string who, string? message)
    {
        await using var stage = await StageAsync();
        var request = Request() with { Line = line };
        var begun = await stage.BeginAsync(request);
        var call = stage.Twilio.Placed.All.Single();
        await stage.Host.AskAsync(call.Url, Answered(call.Sid, request));

        for (var times = 0; times < 2; times++)
        {
            await stage.Host.AskAsync(
                call.MachineCallback!, [.. Answered(call.Sid, request), new("AnsweredBy", who)]);
        }

        call = stage.Twilio.Placed.All.Single();
        if (message is null)
            call.Status.ShouldBe("completed");
        else
            call.Twiml.ShouldNotBeNull().ShouldContain(message);
        (await stage.Host.NotesAsync(begun.Session!.Value)).ShouldContain("répondeur");
        (await stage.Host.AskAsync("/after?leg=1", Answered(call.Sid, request))).Verbs().ShouldBe("Hangup");
    }

    [Fact]
    public async Task A_person_who_picks_up_is_left_alone_by_the_detection()
    {
        await using var stage = await StageAsync();
        var request = Request();
        await stage.BeginAsync(request);
        var call = stage.Twilio.Placed.All.Single();

        await stage.Host.AskAsync(call.MachineCallback!, [.. Answered(call.Sid, request), new("AnsweredBy", "human")]);

        stage.Twilio.Placed.All.Single().Status.ShouldBe("queued");
    }

    private static List<KeyValuePair<string, string>> Answered(
        string sid, BeginRequest request, string status = "in-progress") =>
        VoiceHost.Call(sid, request.Line, request.Address, status, ("Direction", "outbound-api"));

    private static BeginRequest Request() => new()
    {
        Workspace = "centre",
        Channel = ChannelKind.Voice,
        Address = TwilioHost.NewNumber(),
        Line = VoiceHost.Line,
        Locale = "fr",
        ExternalId = Guid.NewGuid().ToString("n"),
        Cause = new Begin("reminder", MessageClass.Service, "votre rendez-vous"),
    };

    private static async Task<Stage> StageAsync(ITurnHandler? handler = null, params (string, string)[] settings)
    {
        var clock = new ShiftedClock();
        var twilio = await FakeTwilio.StartAsync(clock, TwilioHost.AccountSid);
        // Paces are kept by the account, over all tests.
        var server = await RedisServer.StartAsync("no");
        return new Stage(
            twilio, server, clock,
            await VoiceHost.StartAsync(server.ConnectionString, handler, twilio, clock, settings));
    }

    private sealed record Stage(
        FakeTwilio Twilio, RedisServer Server, ShiftedClock Clock, TwilioHost Host) : IAsyncDisposable
    {
        public Task<CallBegun> BeginAsync(BeginRequest request) =>
            Host.Get<ICallPlacer>().BeginAsync(request, CancellationToken.None);

        public async ValueTask DisposeAsync()
        {
            await Host.DisposeAsync();
            await Twilio.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
