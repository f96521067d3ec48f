using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Inspection.AgentCalls;
using Gateway.Inspection.Provisioning.ElevenLabs;
using Gateway.StandIns.Twilio;
using Gateway.Testing;
using Gateway.Tests.Inspection.Provisioning;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Tests.Inspection.AgentCalls;

/// <summary>
/// The tools of an agent at ElevenLabs, and what it tells once a call is over, as they come to a node.
/// </summary>
public sealed class AgentCallTests(ProvisioningStores stores) : IClassFixture<ProvisioningStores>, IAsyncLifetime
{
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero));
    private readonly FakeElevenLabs _there = new();
    private FakeTwilio _twilio = null!;
    private ProvisioningNode _node = null!;
    private string _secret = null!;
    private string _agent = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private AgentCallEndpoints Endpoints => _node.Services.GetRequiredService<AgentCallEndpoints>();

    private CallArchive Archive => _node.Services.GetRequiredService<CallArchive>();

    public async ValueTask InitializeAsync()
    {
        await _there.Server.StartAsync();
        _twilio = await FakeTwilio.StartAsync(_clock);
        _twilio.Store.Prices[("FR", "local")] = 1.15m;
        _twilio.Store.Offers.Enqueue(new KeptOffer("+33400000001"));
        _node = await ProvisioningNode.StartAsync(
            stores.Redis, await stores.CreateDatabaseAsync(), _twilio, _clock, elevenLabs: _there.Options);
        await _node.SignUpAsync(document => document["settings"]!["voice"] = new JsonObject
        {
            ["mode"] = "elevenlabs-agent",
        });
        (await _node.ActivateAsync()).Complete.ShouldBeTrue();
        _secret = _there.All("secrets").Single().Value["value"]!.ToString();
        _agent = _there.All("agents").Single().Key;
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _twilio.DisposeAsync();
        await _there.DisposeAsync();
    }

    [Fact]
    public async Task Slots_are_found_and_one_is_booked_once_however_often_the_call_asks()
    {
        var (status, found) = await SlotsAsync(new JsonObject
        {
            ["start_date"] = "2026-12-02",
            ["vehicle_type"] = "voiture_particuliere",
            ["preferred_time"] = "morning",
            ["conversation_id"] = "conv_1",
        });

        status.ShouldBe(200);
        var slots = found!["slots"]!.AsArray();
        slots.Count.ShouldBe(3);
        var id = slots[0]!["slot_id"]!.ToString();
        slots[0]!["start"]!.ToString().ShouldBe("Wednesday 2026-12-02 08:00");
        var first = (await BookAsync(id, "conv_1")).Json!;
        first["booked"]!.GetValue<bool>().ShouldBeTrue();
        var again = (await BookAsync(id, "conv_1")).Json!;
        again["appointment_id"]!.ToString().ShouldBe(first["appointment_id"]!.ToString());
        (await _node.AskAsync<long>("SELECT count(*) FROM appointments")).ShouldBe(1);
    }

    [Fact]
    public async Task A_slot_that_is_taken_is_answered_with_others()
    {
        // The two bays that take cars at that time.
        const string Slot = "20261202T0700Z-voiture_particuliere";
        await BookAsync(Slot, "conv_1", "AA-001-AA");
        await BookAsync(Slot, "conv_2", "AA-002-AA");

        var answer = (await BookAsync(Slot, "conv_3", "AA-003-AA")).Json!;

        answer["booked"]!.GetValue<bool>().ShouldBeFalse();
        answer["slots"]!.AsArray().Count.ShouldBe(3);
        (await _node.AskAsync<long>("SELECT count(*) FROM appointments")).ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"start_date": "2026-11-30", "vehicle_type": "moto"}""", "past")]
    [InlineData("""{"start_date": "demain", "vehicle_type": "moto"}""", "start_date")]
    [InlineData("""{"start_date": "2026-12-05", "end_date": "2026-12-02", "vehicle_type": "moto"}""", "end_date")]
    [InlineData("""{"start_date": "2026-12-05", "vehicle_type": "tank"}""", "vehicle_type")]
    [InlineData("""{"start_date": "2026-12-05", "preferred_time": "noon"}""", "preferred_time")]
    [InlineData("""{"start_date": 20261205}""", "start_date")]
    public async Task What_a_model_asks_wrongly_is_explained_to_it(string asked, string expected)
    {
        var (status, json) = await SlotsAsync(JsonNode.Parse(asked)!.AsObject());

        status.ShouldBe(200);
        json!["error"]!.ToString().ShouldContain(expected);
    }

    [Fact]
    public async Task A_plate_that_is_none_is_asked_for_again()
    {
        var answer = (await BookAsync("20261202T0700Z-voiture_particuliere", "conv_1", "???")).Json!;

        answer["error"]!.ToString().ShouldContain("license_plate");
        (await _node.AskAsync<long>("SELECT count(*) FROM appointments")).ShouldBe(0);
    }

    [Theory]
    [InlineData("")]
    [InlineData("wrong")]
    public async Task Who_does_not_show_the_secret_learns_nothing(string secret)
    {
        var http = Request(new JsonObject { ["start_date"] = "2026-12-02" }.ToJsonString());
        http.Request.Headers["X-Gateway-Secret"] = secret;
        await Endpoints.SlotsAsync(http);

        (http.Response.StatusCode, http.Response.Body.Length).ShouldBe((403, 0L));
        http = Request("{}", "elsewhere");
        http.Request.Headers["X-Gateway-Secret"] = _secret;
        await Endpoints.BookAsync(http);
        http.Response.StatusCode.ShouldBe(403);
    }

    [Fact]
    public async Task A_call_is_kept_as_a_session_once_however_often_it_is_told()
    {
        (await TellAsync(Call("conv_9"))).ShouldBe(200);
        (await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => TellAsync(Call("conv_9")))))
            .ShouldAllBe(status => status == 200);

        var call = (await Archive.ListAsync(ProvisioningNode.Centre, 10, Cancellation)).ShouldHaveSingleItem();
        call.Caller.ShouldBe("+33612345678");
        call.Transcript.Select(line => (line.Role, line.Text)).ShouldBe(
        [
            ("agent", "Bonjour, centre des Tilleuls."), ("contact", "Je voudrais un rendez-vous."),
            ("agent", "Pour quel véhicule ?"),
        ]);
        Sessions.SessionId.TryParse(call.SessionId, out _).ShouldBeTrue();
        (await _node.AskAsync<string>("SELECT status || ' ' || channel || ' ' || last_seq FROM archived_sessions"))
            .ShouldBe("closed voice 3");
        (await _node.AskAsync<long>("SELECT count(*) FROM archived_turns")).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_not_signed_now_and_by_them_is_refused_and_not_kept()
    {
        var body = Call("conv_9");
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        (await TellAsync(body, header: null)).ShouldBe(403);
        (await TellAsync(body, header: "t=x,v0=y")).ShouldBe(403);
        (await TellAsync(body, Signed(body, now, "another secret"))).ShouldBe(403);
        (await TellAsync(body + " ", Signed(body, now))).ShouldBe(403);
        (await TellAsync(body, Signed(body, now - 1_801))).ShouldBe(403);
        (await TellAsync(body, Signed(body, now + 400))).ShouldBe(403);
        (await TellAsync("[]", Signed("[]", now))).ShouldBe(400);

        (await _node.AskAsync<long>("SELECT count(*) FROM archived_sessions")).ShouldBe(0);
    }

    [Fact]
    public async Task What_is_no_centre_s_or_brings_no_words_is_taken_and_not_kept()
    {
        (await TellAsync(Call("conv_9", agent: "agent_of_somebody"))).ShouldBe(200);
        (await TellAsync(Call("conv_9", type: "call_initiation_failure"))).ShouldBe(200);

        (await _node.AskAsync<long>("SELECT count(*) FROM archived_sessions")).ShouldBe(0);
    }

    [Fact]
    public void The_signature_is_theirs() => ElevenLabsVerifier.Sign(
        "wsec_for_tests", 1_760_000_000,
        """{"type":"post_call_transcription","event_timestamp":1760000000,"data":{"conversation_id":"conv_1"}}"""u8)
        .ShouldBe("c9c36b1e4a54717c9d9310a1165dcde75e02d539bd515f8222c74c7d91716385");

    private string Call(string conversation, string? agent = null, string type = CallReport.Transcription) =>
        JsonSerializer.Serialize(new
        {
            type,
            event_timestamp = 1_796_108_400,
            data = new
            {
                agent_id = agent ?? _agent,
                conversation_id = conversation,
                status = "done",
                transcript = new object[]
                {
                    new { role = "agent", message = "Bonjour, centre des Tilleuls.", time_in_call_secs = 0 },
                    new { role = "user", message = "Je voudrais un rendez-vous.\0", time_in_call_secs = 4 },
                    new { role = "agent", message = (string?)null, time_in_call_secs = 5 },
                    new { role = "agent", message = "Pour quel véhicule ?", time_in_call_secs = 7 },
                },
                metadata = new
                {
                    start_time_unix_secs = 1_796_108_000,
                    phone_call = new { external_number = "+33612345678", direction = "inbound" },
                },
            },
        });

    private static string Signed(string body, long seconds, string secret = "wsec_for_tests") =>
        $"t={seconds},v0={ElevenLabsVerifier.Sign(secret, seconds, Encoding.UTF8.GetBytes(body))}";

    private Task<int> TellAsync(string body) => TellAsync(body, Signed(body, _clock.GetUtcNow().ToUnixTimeSeconds()));

    private async Task<int> TellAsync(string body, string? header)
    {
        var http = Request(body);
        if (header is not null)
            http.Request.Headers[ElevenLabsVerifier.Header] = header;
        await Endpoints.PostCallAsync(http);
        return http.Response.StatusCode;
    }

    private async Task<(int Status, JsonNode? Json)> SlotsAsync(JsonObject asked)
    {
        var http = Request(asked.ToJsonString());
        http.Request.Headers["X-Gateway-Secret"] = _secret;
        await Endpoints.SlotsAsync(http);
        return Read(http);
    }

    private async Task<(int Status, JsonNode? Json)> BookAsync(string slot, string call, string plate = "AB-123-CD")
    {
        var http = Request(new JsonObject
        {
            ["slot_id"] = slot,
            ["conversation_id"] = call,
            ["client_info"] = new JsonObject
            {
                ["first_name"] = "Anne",
                ["last_name"] = "Durand",
                ["phone"] = "06 12 34 56 78",
                ["vehicle_brand"] = "Renault",
                ["license_plate"] = plate,
            },
        }.ToJsonString());
        http.Request.Headers["X-Gateway-Secret"] = _secret;
        await Endpoints.BookAsync(http);
        return Read(http);
    }

    private DefaultHttpContext Request(string body, string centre = ProvisioningNode.Centre)
    {
        var http = new DefaultHttpContext { RequestServices = _node.Services };
        http.Request.Method = "POST";
        http.Request.RouteValues["id"] = centre;
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        http.Response.Body = new MemoryStream();
        return http;
    }

    private static (int, JsonNode?) Read(HttpContext http) =>
        (http.Response.StatusCode, JsonNode.Parse(((MemoryStream)http.Response.Body).ToArray()));
}
