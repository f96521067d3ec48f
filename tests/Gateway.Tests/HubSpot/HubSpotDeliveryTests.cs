using Gateway.Brain.Prospects;
using Gateway.Brain.Webhooks;

namespace Gateway.Tests.HubSpot;

/// <summary>What becomes of prospects and tasks in a workspace's HubSpot, however badly that behaves.</summary>
public sealed class HubSpotDeliveryTests : IAsyncLifetime
{
    private HubSpotWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FakeHubSpot HubSpot => _world.HubSpot;

    public async ValueTask InitializeAsync() => _world = await HubSpotWorld.BeginAsync();

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_prospect_is_a_contact_with_a_deal_and_a_note()
    {
        var id = await _world.KnowAsync("1", Ada);

        await _world.SendAsync();

        var contact = HubSpot.Only("contacts");
        (contact["email"], contact["phone"], contact["firstname"], contact["lastname"], contact["company"]).ShouldBe(
            ("ada@firm.example", "+33612345678", "Ada", "Lovelace", "Analytical"));
        contact["gateway_id"].ShouldBe($"demo-sales:{id}");
        var deal = HubSpot.Only("deals");
        (deal["dealname"], deal["pipeline"], deal["dealstage"]).ShouldBe(("Analytical", "default", "presentation"));
        deal.Associated.ShouldBe([$"contacts/{contact.Id}"]);
        var note = HubSpot.Only("notes");
        note["hs_note_body"].ShouldBe("Wants 20 seats &lt;b&gt;now&lt;/b&gt;");
        note.Associated.ShouldBe([$"contacts/{contact.Id}", $"deals/{deal.Id}"], ignoreOrder: true);
        WebhookState.Of((await _world.MessagesAsync()).ShouldHaveSingleItem()).ShouldBe(WebhookState.Delivered);
    }

    [Fact]
    public async Task What_is_known_later_is_set_on_the_same_ones_and_said_again_it_costs_no_call()
    {
        var id = await _world.KnowAsync("1", draft => draft with { LastName = "Lovelace" });
        await _world.SendAsync();
        await _world.KnowAsync("2", Ada);
        await _world.SendAsync();
        await _world.List.ChangeStatusAsync(id, null, "won", "key:1", Cancellation);
        await _world.SendAsync();

        HubSpot.Only("contacts")["email"].ShouldBe("ada@firm.example");
        HubSpot.Only("deals")["dealstage"].ShouldBe("closedwon");
        HubSpot.All("notes").Count.ShouldBe(1);

        HubSpot.Calls.Clear();
        foreach (var message in await _world.MessagesAsync())
            await ReplayAsync(message);
        await _world.SendAllAsync();
        HubSpot.Calls.ShouldAllBe(call => call.StartsWith("PUT /crm/v4/", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("email", "ada@firm.example")]
    [InlineData("phone", "+33612345678")]
    public async Task Who_is_there_already_is_not_made_again_and_keeps_what_stands_there(
        string property, string value)
    {
        var there = HubSpot.Add("contacts", (property, value), ("lastname", "Byron"), ("company", ""));

        await _world.KnowAsync("1", Ada);
        await _world.SendAsync();

        HubSpot.Only("contacts").ShouldBe(there);
        (there["firstname"], there["lastname"], there["company"], there["gateway_id"]).ShouldBe(
            ("Ada", "Byron", "Analytical", ""));
        HubSpot.Only("deals").Associated.ShouldBe([$"contacts/{there.Id}"]);
    }

    [Fact]
    public async Task What_differs_from_whom_was_there_before_is_a_note_once_and_changes_nothing_ever()
    {
        var there = Stranger();
        await _world.KnowAsync("1", Ada);
        await _world.SendAsync();
        await _world.KnowAsync("2", draft => draft with { FirstName = "Mallory" });
        await _world.SendAsync();
        foreach (var message in await _world.MessagesAsync())
            await ReplayAsync(message);
        await _world.SendAllAsync();

        ShouldBeAsBefore(there);
        HubSpot.All("notes").Select(note => note["hs_note_body"]).Order(StringComparer.Ordinal).ShouldBe(
        [
            "Said in the conversation, and not changed here as it may be somebody else:<br>company: Analytical" +
            "<br>firstname: Ada<br>lastname: Lovelace",
            "Said in the conversation, and not changed here as it may be somebody else:<br>company: Analytical" +
            "<br>firstname: Mallory<br>lastname: Lovelace",
            "Wants 20 seats &lt;b&gt;now&lt;/b&gt;",
        ]);
        HubSpot.All("notes").ShouldAllBe(note => note.Associated.Contains($"contacts/{there.Id}"));
    }

    [Fact]
    public async Task Whom_only_a_conflict_tells_of_keeps_what_stands_there()
    {
        var there = Stranger();
        HubSpot.HidesEmails = true;

        await _world.KnowAsync("1", draft => Ada(draft) with { Phone = null });
        await _world.SendAsync();

        HubSpot.Only("contacts").ShouldBe(there);
        ShouldBeAsBefore(there);
    }

    [Fact]
    public async Task Who_says_later_that_they_are_somebody_else_does_not_change_them()
    {
        var there = Stranger();
        await _world.KnowAsync("1", draft => draft with { FirstName = "Mallory", Phone = "+33612345679" });
        await _world.SendAsync();

        await _world.KnowAsync("2", draft => draft with { Email = "ada@firm.example" });
        await _world.SendAsync();
        await _world.KnowAsync("3", draft => draft with { LastName = "Lovelace" });
        await _world.SendAsync();

        ShouldBeAsBefore(there);
        HubSpot.Only("deals").Associated.ShouldContain($"contacts/{there.Id}");
    }

    [Fact]
    public async Task The_contact_of_one_conversation_is_not_changed_by_another()
    {
        await _world.KnowAsync("1", Ada);
        await _world.SendAsync();

        await _world.KnowAsync("1", draft => Ada(draft) with { LastName = "Mallory" }, session: "s2");
        await _world.SendAsync();

        HubSpot.Only("contacts")["lastname"].ShouldBe("Lovelace");
    }

    [Fact]
    public async Task One_person_in_two_conversations_is_one_contact_with_two_deals()
    {
        var first = await _world.KnowAsync("1", Ada);
        await _world.SendAsync();
        await _world.KnowAsync("1", Ada, session: "s2");
        await _world.SendAsync();

        HubSpot.Only("contacts")["gateway_id"].ShouldBe($"demo-sales:{first}");
        HubSpot.All("deals").Count.ShouldBe(2);
    }

    [Fact]
    public async Task Whom_only_a_conflict_tells_of_is_not_made_again()
    {
        var there = HubSpot.Add("contacts", ("email", "ada@firm.example"));
        HubSpot.HidesEmails = true;

        await _world.KnowAsync("1", Ada);
        await _world.SendAsync();

        HubSpot.Only("contacts").ShouldBe(there);
        there["lastname"].ShouldBe("Lovelace");
    }

    [Fact]
    public async Task Who_turns_out_to_be_somebody_else_becomes_them()
    {
        var there = HubSpot.Add("contacts", ("email", "ada@firm.example"));
        await _world.KnowAsync("1", draft => draft with { Phone = "+33612345678" });
        await _world.SendAsync();

        await _world.KnowAsync("2", Ada);
        await _world.SendAsync();

        there["lastname"].ShouldBe("Lovelace");
        HubSpot.Only("deals").Associated.ShouldContain($"contacts/{there.Id}");
    }

    public static TheoryData<string, string> Mishaps()
    {
        var data = new TheoryData<string, string>();
        foreach (var mishap in Enum.GetValues<Mishap>().Where(mishap => mishap != Mishap.None))
        {
            foreach (var path in new[] { "contacts", "deals", "notes", "tasks" })
                data.Add($"POST /crm/v3/objects/{path}", mishap.ToString());
        }

        data.Add("GET /crm/v3/objects/contacts", nameof(Mishap.Breaks));
        data.Add("POST /crm/v3/properties/deals", nameof(Mishap.DoesAndBreaks));
        data.Add("PUT /crm/v4", nameof(Mishap.DoesAndHangs));
        return data;
    }

    [Theory]
    [MemberData(nameof(Mishaps))]
    public async Task Whatever_goes_wrong_everything_is_there_once_in_the_end(string path, string mishap)
    {
        HubSpot.Next(path, Enum.Parse<Mishap>(mishap));
        var id = await _world.KnowAsync("1", Ada);
        await _world.Tasks.RecordAsync(Call(id), "1", Cancellation);

        await _world.SendAsync();
        (await _world.MessagesAsync()).ShouldContain(message => message.DeliveredAt == null);
        await _world.SendAllAsync();

        foreach (var type in new[] { "contacts", "deals", "notes", "tasks" })
            HubSpot.Only(type);
        (await _world.MessagesAsync()).ShouldAllBe(message => message.DeliveredAt != null);
        HubSpot.Only("tasks").Associated.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Who_is_asked_too_often_is_left_alone_as_long_as_they_say()
    {
        HubSpot.Next("POST", Mishap.TooMany);
        await _world.KnowAsync("1", Ada);
        await _world.SendAsync();
        HubSpot.Calls.Clear();

        _world.Clock.Advance(TimeSpan.FromSeconds(29));
        await _world.SendAsync();
        HubSpot.Calls.ShouldBeEmpty();
        _world.Clock.Advance(TimeSpan.FromSeconds(1));
        await _world.SendAsync();

        HubSpot.Only("deals");
    }

    [Fact]
    public async Task What_HubSpot_finds_wrong_is_parked_with_the_reason_and_can_be_replayed()
    {
        await _world.KnowAsync("1", draft => draft with { Email = "nobody" });
        await _world.SendAsync();

        var parked = (await _world.MessagesAsync()).ShouldHaveSingleItem();
        (WebhookState.Of(parked), parked.LastStatus, parked.LastError).ShouldBe(
            (WebhookState.Failed, 400, "VALIDATION_ERROR"));

        await _world.KnowAsync("2", draft => draft with { Email = "ada@firm.example" });
        await ReplayAsync(parked);
        await _world.SendAllAsync();
        HubSpot.Only("contacts")["email"].ShouldBe("ada@firm.example");
    }

    [Fact]
    public async Task A_token_that_does_not_open_may_be_mended()
    {
        HubSpot.Next("GET /crm/v3/properties", Mishap.Breaks);
        await _world.KnowAsync("1", Ada);
        await _world.SendAsync();

        var waiting = (await _world.MessagesAsync()).ShouldHaveSingleItem();
        (WebhookState.Of(waiting), waiting.LastStatus).ShouldBe((WebhookState.Pending, 500));
    }

    [Fact]
    public async Task What_people_set_there_is_left_as_it_is()
    {
        await _world.KnowAsync("1", Ada);
        await _world.SendAsync();
        HubSpot.Only("deals").Properties["dealstage"] = "contractsent";
        HubSpot.Only("contacts").Properties["firstname"] = "Augusta Ada";

        await _world.KnowAsync("2", draft => draft with { Score = 90, Phone = "+33612345679" });
        await _world.SendAsync();

        HubSpot.Only("deals")["dealstage"].ShouldBe("contractsent");
        (HubSpot.Only("contacts")["firstname"], HubSpot.Only("contacts")["phone"]).ShouldBe(
            ("Augusta Ada", "+33612345679"));
    }

    [Fact]
    public async Task What_was_thrown_away_there_is_made_anew()
    {
        await _world.KnowAsync("1", Ada);
        await _world.SendAsync();
        HubSpot.Forget(HubSpot.Only("contacts"));

        await _world.KnowAsync("2", draft => draft with { FirstName = "Augusta" });
        await _world.SendAsync();

        var contact = HubSpot.Only("contacts");
        (contact["firstname"], contact["email"]).ShouldBe(("Augusta", "ada@firm.example"));
        HubSpot.Only("deals").Associated.ShouldContain($"contacts/{contact.Id}");
    }

    [Fact]
    public async Task A_message_that_comes_late_undoes_nothing()
    {
        HubSpot.Next("POST /crm/v3/objects/contacts", Mishap.Breaks);
        var id = await _world.KnowAsync("1", Ada);
        await _world.SendAsync();
        await _world.List.ChangeStatusAsync(id, null, "lost", "key:1", Cancellation);
        await _world.SendAsync();
        HubSpot.Only("deals")["dealstage"].ShouldBe("closedlost");

        await _world.SendAllAsync();

        HubSpot.Only("deals")["dealstage"].ShouldBe("closedlost");
    }

    [Fact]
    public async Task A_task_is_there_once_and_done_when_it_is_done()
    {
        var id = await _world.KnowAsync("1", Ada);
        var task = await _world.Tasks.RecordAsync(Call(id), "1", Cancellation);
        await _world.SendAsync();

        var there = HubSpot.Only("tasks");
        (there["hs_task_subject"], there["hs_task_priority"], there["hs_task_type"], there["hs_task_status"],
            there["hubspot_owner_id"]).ShouldBe(("Call Ada", "HIGH", "CALL", "NOT_STARTED", "77"));
        await _world.TaskList.ChangeAsync(task, null, done: true, assignee: null, Cancellation);
        await _world.SendAsync();

        HubSpot.Only("tasks")["hs_task_status"].ShouldBe("COMPLETED");
    }

    private FakeObject Stranger() => HubSpot.Add(
        "contacts", ("email", "ada@firm.example"), ("phone", "06 12 34 56 78"), ("firstname", "Augusta"),
        ("lastname", "Byron"), ("company", "Ockham"), ("hubspot_owner_id", "12"));

    private static void ShouldBeAsBefore(FakeObject stranger)
    {
        (stranger["email"], stranger["phone"], stranger["firstname"], stranger["lastname"], stranger["company"])
            .ShouldBe(("ada@firm.example", "06 12 34 56 78", "Augusta", "Byron", "Ockham"));
        (stranger["hubspot_owner_id"], stranger["gateway_id"]).ShouldBe(("12", ""));
    }

    private static ProspectDraft Ada(ProspectDraft draft) => draft with
    {
        FirstName = "Ada",
        LastName = "Lovelace",
        Email = "ada@firm.example",
        Phone = "+33612345678",
        Company = "Analytical",
        Status = "hot",
        Summary = "Wants 20 seats <b>now</b>",
    };

    private TaskDraft Call(long prospect) => new(
        HubSpotWorld.Workspace, "s1", TaskKind.Call, TaskPriority.High, "Call Ada", _world.Clock.GetUtcNow())
    {
        ProspectId = prospect,
        Assignee = "Claire Martin",
    };

    private Task ReplayAsync(WebhookDelivery message) => _world.ReplayAsync(message.Id);
}
