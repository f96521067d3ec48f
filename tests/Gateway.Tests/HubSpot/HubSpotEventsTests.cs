using System.Globalization;
using System.Text;
using System.Text.Json;
using Gateway.HubSpot;

namespace Gateway.Tests.HubSpot;

/// <summary>What people change in HubSpot, and who only pretends to be HubSpot.</summary>
public sealed class HubSpotEventsTests : IAsyncLifetime
{
    private HubSpotWorld _world = null!;
    private long _id;
    private int _events;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await HubSpotWorld.BeginAsync();
        _id = await _world.KnowAsync("1", draft => draft with
        {
            LastName = "Lovelace",
            Email = "ada@firm.example",
            Status = "warm",
        });
        await _world.SendAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
    }

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_stage_an_owner_and_an_address_are_taken_up_with_a_line_in_the_history_each()
    {
        (await _world.TellAsync(Body(
            Event("deal", "dealstage", "closedwon"), Event("deal", "hubspot_owner_id", "77"),
            Event("contact", "email", "ada@home.example"), Event("contact", "phone", "06 12 34 56 79"),
            Event("object", "firstname", "Ada", "0-1")))).ShouldBe(200);

        var prospect = await _world.ProspectAsync(_id);
        (prospect.Status, prospect.Owner, prospect.Email, prospect.Phone, prospect.FirstName).ShouldBe(
            ("won", "Claire Martin", "ada@home.example", "+33612345679", "Ada"));
        var history = await _world.List.ReadHistoryAsync(_id, Cancellation);
        history.Skip(1).ShouldAllBe(change => change.By == "crm:hubspot");
        history.Skip(1).Select(change => change.Note).ShouldBe(
            ["dealstage", "hubspot_owner_id", "email", "phone", "firstname"]);
        (history[1].FromStatus, history[1].ToStatus).ShouldBe(("warm", "won"));
    }

    [Fact]
    public async Task Of_a_person_who_was_there_before_nobody_who_gave_their_address_learns_anything()
    {
        var mine = _world.HubSpot.Only("contacts");
        var there = _world.HubSpot.Add("contacts", ("email", "grace@firm.example"), ("lastname", "Hopper"));
        var id = await _world.KnowAsync(
            "1", draft => draft with { LastName = "Mallory", Email = "grace@firm.example" }, session: "s2");
        await _world.SendAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        _world.HubSpot.Forget(mine);

        (await _world.TellAsync(Body(
            Event("contact", "lastname", "Murray"), Event("contact", "phone", "06 12 34 56 79"),
            Event("contact", "email", "grace@home.example"), Event("contact", "company", "Navy"),
            Event("contact", "hubspot_owner_id", "77")))).ShouldBe(200);

        _world.HubSpot.Only("contacts").ShouldBe(there);
        var prospect = await _world.ProspectAsync(id);
        (prospect.LastName, prospect.Phone, prospect.Email, prospect.Company, prospect.Owner).ShouldBe(
            ("Mallory", null, "grace@firm.example", null, null));
        (await _world.List.ReadHistoryAsync(id, Cancellation)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task HubSpot_is_not_told_its_own_news()
    {
        var before = (await _world.MessagesAsync()).Count;
        await _world.TellAsync(Body(Event("deal", "dealstage", "closedwon")));

        (await _world.MessagesAsync()).Count.ShouldBe(before);
        _world.HubSpot.Calls.Clear();
        await _world.KnowAsync("2", draft => draft with { Score = 80 });
        await _world.SendAsync();
        _world.HubSpot.Calls.ShouldNotContain(call => call.StartsWith("PATCH", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_person_closed_there_no_agent_opens()
    {
        await _world.TellAsync(Body(Event("deal", "dealstage", "closedlost")));

        await _world.KnowAsync("2", draft => draft with { Status = "hot" });

        (await _world.ProspectAsync(_id)).Status.ShouldBe("lost");
    }

    [Fact]
    public async Task An_event_that_comes_again_is_taken_up_once()
    {
        var told = Event("deal", "dealstage", "closedwon");
        await _world.TellAsync(Body(told, told));
        await _world.List.ChangeStatusAsync(_id, null, "warm", "key:1", Cancellation);

        told["attemptNumber"] = 3;
        (await _world.TellAsync(Body(told))).ShouldBe(200);

        (await _world.ProspectAsync(_id)).Status.ShouldBe("warm");
    }

    [Fact]
    public async Task What_our_own_app_did_is_no_news_however_late_it_comes()
    {
        var echo = Event("deal", "dealstage", "qualified");
        (echo["changeSource"], echo["sourceId"]) = ("INTEGRATION", "4711");
        await _world.List.ChangeStatusAsync(_id, null, "hot", "key:1", Cancellation);
        await _world.SendAsync();

        await _world.TellAsync(Body(echo));

        (await _world.ProspectAsync(_id)).Status.ShouldBe("hot");
        (await HistoryAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task What_is_set_there_as_we_have_set_it_is_no_news_whoever_says_so()
    {
        await _world.TellAsync(Body(Event("deal", "dealstage", "qualified")));

        (await HistoryAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Of_two_changes_the_later_one_holds_whichever_comes_first()
    {
        var (earlier, later) = (Event("deal", "dealstage", "closedlost"), Event("deal", "dealstage", "closedwon"));
        earlier["occurredAt"] = _world.Clock.GetUtcNow().AddSeconds(-20).ToUnixTimeMilliseconds();

        await _world.TellAsync(Body(later));
        await _world.TellAsync(Body(earlier));

        (await _world.ProspectAsync(_id)).Status.ShouldBe("won");
    }

    [Theory]
    [InlineData("deal", "dealstage", "contractsent")]
    [InlineData("contact", "email", "")]
    [InlineData("contact", "email", "nobody")]
    [InlineData("contact", "phone", "12")]
    [InlineData("contact", "hs_lead_status", "OPEN")]
    [InlineData("company", "name", "Other")]
    public async Task What_has_no_place_with_us_changes_nothing(string type, string property, string value)
    {
        (await _world.TellAsync(Body(Event(type, property, value)))).ShouldBe(200);

        (await HistoryAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task An_owner_who_goes_is_none_any_more()
    {
        await _world.TellAsync(Body(Event("deal", "hubspot_owner_id", "99")));
        (await _world.ProspectAsync(_id)).Owner.ShouldBe("99");
        _world.Clock.Advance(TimeSpan.FromSeconds(1));

        await _world.TellAsync(Body(Event("deal", "hubspot_owner_id", "")));

        (await _world.ProspectAsync(_id)).Owner.ShouldBeNull();
    }

    [Fact]
    public async Task Whoever_is_nobody_of_ours_changes_nothing()
    {
        var told = Event("deal", "dealstage", "closedwon");
        told["objectId"] = 1;

        (await _world.TellAsync(Body(told))).ShouldBe(200);

        (await _world.ProspectAsync(_id)).Status.ShouldBe("warm");
    }

    [Fact]
    public async Task What_is_not_signed_in_time_by_the_workspaces_own_app_is_refused()
    {
        var body = Body(Event("deal", "dealstage", "closedwon"));

        (await _world.TellAsync(body, secret: "another")).ShouldBe(403);
        (await _world.TellAsync(body, workspace: "demo-shop")).ShouldBe(403);
        (await _world.TellAsync(body, ago: TimeSpan.FromMinutes(6))).ShouldBe(403);
        (await _world.TellAsync(body, ago: TimeSpan.FromMinutes(-6))).ShouldBe(403);

        (await _world.ProspectAsync(_id)).Status.ShouldBe("warm");
        (await _world.TellAsync(body, ago: TimeSpan.FromMinutes(4))).ShouldBe(200);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[1]")]
    public async Task What_is_no_list_of_events_is_refused(string body) =>
        (await _world.TellAsync(body)).ShouldBe(400);

    [Fact]
    public async Task What_cannot_be_recorded_now_HubSpot_keeps()
    {
        var body = Body(Event("deal", "dealstage", "closedwon"));
        await _world.Postgres.FreezeAsync();

        (await _world.TellAsync(body)).ShouldBe(503);
        await _world.Postgres.ThawAsync();
        (await _world.TellAsync(body)).ShouldBe(200);
        (await _world.ProspectAsync(_id)).Status.ShouldBe("won");
    }

    // Made with Python's hmac.
    [Fact]
    public void A_signature_is_HubSpots() => HubSpotVerifier.IsSigned(
        "client-secret", "https://gateway.example/webhooks/hubspot/demo-sales",
        Encoding.UTF8.GetBytes("""[{"eventId":1}]"""), "1764532800000",
        "2Dx/IvrYSjWZnZyQowk+DUbuUVGC0Bma+H3QXW5+LiI=").ShouldBeTrue();

    private async Task<int> HistoryAsync() => (await _world.List.ReadHistoryAsync(_id, Cancellation)).Count;

    private Dictionary<string, object?> Event(
        string type, string property, string value, string? objectType = null) => new()
        {
            ["eventId"] = 100 + ++_events,
            ["subscriptionId"] = 12,
            ["portalId"] = 62515,
            ["appId"] = 4711,
            ["occurredAt"] = _world.Clock.GetUtcNow().AddMilliseconds(-100 + _events).ToUnixTimeMilliseconds(),
            ["subscriptionType"] = $"{type}.propertyChange",
            ["objectTypeId"] = objectType,
            ["attemptNumber"] = 0,
            ["objectId"] = long.Parse(
                _world.HubSpot.Only(type == "deal" ? "deals" : "contacts").Id, CultureInfo.InvariantCulture),
            ["propertyName"] = property,
            ["propertyValue"] = value,
            ["changeSource"] = "CRM_UI",
            ["sourceId"] = "userId:8",
        };

    private static string Body(params Dictionary<string, object?>[] events) => JsonSerializer.Serialize(events);
}
