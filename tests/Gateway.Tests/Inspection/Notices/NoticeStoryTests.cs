using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using MimeKit;

namespace Gateway.Tests.Inspection.Notices;

/// <summary>What people are told of their appointment, and what they do with the links in it.</summary>
public sealed class NoticeStoryTests(NoticeStage stage) : IClassFixture<NoticeStage>
{
    private static readonly string[] Browsers =
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    ];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Booked_over_the_API_it_is_told_by_SMS_and_mail_and_moved_by_the_link()
    {
        var (phone, email) = (stage.NewPhone(), "camille@example.com");
        var id = await stage.BookAsync(phone, email, "AB-123-CD");
        var path = NoticeStage.PathIn(await stage.SmsAsync(phone, "confirmé"));
        using var mail = await stage.MailAsync(email);
        NoticeStage.PathIn(mail.TextBody.ShouldNotBeNull()).ShouldBe(path);
        var invite = mail.Attachments.OfType<MimePart>().ShouldHaveSingleItem();
        invite.FileName.ShouldBe("rendez-vous.ics");
        using var content = new MemoryStream();
        await invite.Content.ShouldNotBeNull().DecodeToAsync(content, Cancellation);
        System.Text.Encoding.UTF8.GetString(content.ToArray()).ShouldContain("BEGIN:VEVENT");
        var before = await ReminderAsync(id);

        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Array.Find(Browsers, File.Exists)
                ?? throw new FileNotFoundException("Chromium is not installed."),
            Args = ["--no-sandbox", "--disable-gpu"],
        });
        var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 320, Height = 700 } });
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{new Uri(stage.Address, path)}?lang=fr");
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync("Votre rendez-vous");
        await Assertions.Expect(page.Locator("body")).Not.ToContainTextAsync("Durand");
        await page.GetByText("Déplacer", new() { Exact = true }).ClickAsync();
        (await page.EvaluateAsync<int>("document.documentElement.scrollWidth - window.innerWidth"))
            .ShouldBeLessThanOrEqualTo(0);
        await page.Locator("fieldset").Last.Locator("label").Last.ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Déplacer à cette heure" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Status)).ToContainTextAsync("votre rendez-vous est déplacé");
        page.Url.ShouldNotContain(path);

        await stage.SmsAsync(phone, "déplacé");
        var after = await ReminderAsync(id);
        after.ShouldNotBe(before);
        (await stage.AskAsync(
            $"SELECT count(*)::text FROM notices WHERE appointment = '{id}' AND kind = 'reminder'")).ShouldBe("1");

        await page.GetByText("Annuler", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Oui, annuler le rendez-vous" }).ClickAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Heading, new() { Level = 1 }))
            .ToHaveTextAsync("Rendez-vous annulé");
        await stage.SmsAsync(phone, "annulé");
        (await ReminderAsync(id)).ShouldBeNull();
        stage.Twilio.Violations.ShouldBeEmpty();
        stage.Twilio.Messages.Doubles.ShouldBe(0);
    }

    [Fact]
    public async Task A_link_is_found_by_nobody_and_passed_on_to_nobody()
    {
        var phone = stage.NewPhone();
        await stage.BookAsync(phone, "nadia@example.com", "AB-124-CD");
        var path = NoticeStage.PathIn(await stage.SmsAsync(phone, "confirmé"));

        using var shown = await stage.Visitor.GetAsync(path, Cancellation);
        shown.StatusCode.ShouldBe(HttpStatusCode.OK);
        shown.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        shown.Headers.GetValues("X-Robots-Tag").ShouldBe(["noindex, nofollow"]);
        shown.Headers.CacheControl!.NoStore.ShouldBeTrue();
        using var other = await stage.Visitor.GetAsync(path[..^1] + (path[^1] == 'a' ? 'b' : 'a'), Cancellation);
        other.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        using var posted = await stage.Visitor.PostAsync(
            path[..^1] + (path[^1] == 'a' ? "b" : "a") + "/cancel", content: null, Cancellation);
        posted.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task After_the_visit_they_say_how_it_was_and_are_invited_only_once_they_agreed()
    {
        var phone = stage.NewPhone();
        var id = await stage.BookAsync(phone, "sam@example.com", "AB-125-CD");
        await stage.SmsAsync(phone, "confirmé");
        await DueAsync(id, "invitation");
        await NoticeStage.UntilAsync(async () => await StatusAsync(id, "invitation") == "dropped noConsent");

        await DueAsync(id, "satisfaction");
        var path = NoticeStage.PathIn(await stage.SmsAsync(phone, "1 à 5"));
        using var rated = await stage.Visitor.PostAsync(
            $"{path}/rate", new FormUrlEncodedContent([new("score", "4")]), Cancellation);
        rated.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await stage.Visitor.GetStringAsync(path, Cancellation)).ShouldContain("aria-pressed=\"true\">4<");
        var appointment = await stage.Operator.GetFromJsonAsync<JsonElement>($"/api/appointments/{id}", Cancellation);
        appointment.GetProperty("satisfaction").GetInt32().ShouldBe(4);

        using var agreed = await stage.Visitor.PostAsync($"{path}/invite", content: null, Cancellation);
        agreed.Headers.Location!.OriginalString.ShouldContain("done=agreed");
        await stage.RunAsync($"UPDATE notices SET last_error = NULL WHERE appointment = '{id}'");
        await DueAsync(id, "invitation");
        // At the hours of the day in which it may be sent, it is; at others it waits for them.
        await NoticeStage.UntilAsync(
            async () => await StatusAsync(id, "invitation") is "sent " or "waiting quietHours");
    }

    [Fact]
    public async Task Who_has_to_come_again_within_two_months_is_invited_only_once_they_agreed()
    {
        var phone = stage.NewPhone();
        var id = await stage.BookAsync(phone, "lea@example.com", "AB-127-CD");
        await stage.SmsAsync(phone, "confirmé");
        using var wrong = await stage.Operator.PatchAsJsonAsync(
            $"/api/appointments/{id}", new { status = "no_show", result = "defavorable" }, Cancellation);
        wrong.StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        using var noted = await stage.Operator.PatchAsJsonAsync(
            $"/api/appointments/{id}", new { status = "done", result = "defavorable" }, Cancellation);
        noted.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await noted.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("result").GetString()
            .ShouldBe("defavorable");
        await DueAsync(id, "revisit");
        await NoticeStage.UntilAsync(async () => await StatusAsync(id, "revisit") == "dropped noConsent");

        await DueAsync(id, "satisfaction");
        var path = NoticeStage.PathIn(await stage.SmsAsync(phone, "1 à 5"));
        using var agreed = await stage.Visitor.PostAsync($"{path}/invite", content: null, Cancellation);
        await DueAsync(id, "revisit");
        await NoticeStage.UntilAsync(
            async () => await StatusAsync(id, "revisit") is { } status
                && (status.StartsWith("sent", StringComparison.Ordinal) || status == "waiting quietHours"));
    }

    [Fact]
    public async Task Who_asks_sees_what_is_held_of_them_and_is_forgotten()
    {
        var phone = stage.NewPhone();
        var id = await stage.BookAsync(phone, "zoe@example.com", "AB-128-CD");
        using var mail = await stage.MailAsync("zoe@example.com");
        await stage.SmsAsync(phone, "confirmé");
        var query = $"/api/centers/demo-centre/personal-data?phone={Uri.EscapeDataString(phone)}";

        var held = (await stage.Operator.GetFromJsonAsync<JsonElement>(query, Cancellation))
            .GetProperty("appointments");
        held.GetProperty("appointments")[0].GetProperty("client_email").GetString().ShouldBe("zoe@example.com");
        held.GetProperty("mails").GetArrayLength().ShouldBeGreaterThan(0);
        using var erased = await stage.Operator.DeleteAsync(query, Cancellation);
        erased.StatusCode.ShouldBe(HttpStatusCode.OK);

        var kept = await stage.Operator.GetFromJsonAsync<JsonElement>($"/api/appointments/{id}", Cancellation);
        (kept.GetProperty("client_last_name").GetString(), kept.GetProperty("license_plate").GetString(),
            kept.GetProperty("status").GetString()).ShouldBe(("-", "-", "confirmed"));
        kept.TryGetProperty("client_phone", out var number);
        number.ValueKind.ShouldBeOneOf(JsonValueKind.Null, JsonValueKind.Undefined);
        (await stage.AskAsync($"SELECT count(*)::text FROM mails WHERE text LIKE '%AB-128-CD%'")).ShouldBe("0");
        (await stage.AskAsync("SELECT max(action) FROM audit_events WHERE action LIKE 'person.%'"))
            .ShouldBe("person.exported");
        using var nobody = await stage.Operator.GetAsync("/api/centers/demo-centre/personal-data", Cancellation);
        nobody.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        using var elsewhere = await stage.Operator.GetAsync("/api/centers/none/personal-data?phone=1", Cancellation);
        elsewhere.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_centre_is_shown_with_what_was_activated_for_it()
    {
        await stage.RunAsync(
            """
            INSERT INTO centre_provisions (workspace, key, run, status, twilio_number, twilio_number_sid, number_bought, elevenlabs_agent_id,
                elevenlabs_tools, created_at, updated_at)
            VALUES ('demo-centre', gen_random_uuid(), gen_random_uuid(), 'active', '+33700000099', 'PN9', true, 'agent_9', '{}',
                now(), now())
            """);

        var one = await stage.Operator.GetFromJsonAsync<JsonElement>("/api/centers/demo-centre", Cancellation);
        var all = await stage.Operator.GetFromJsonAsync<JsonElement>("/api/centers", Cancellation);

        foreach (var shown in (JsonElement[])[
            one, all.GetProperty("items").EnumerateArray().Single(
                centre => centre.GetProperty("id").GetString() == "demo-centre")])
        {
            (shown.GetProperty("status").GetString(), shown.GetProperty("twilio_number").GetString(),
                shown.GetProperty("elevenlabs_agent_id").GetString()).ShouldBe(("active", "+33700000099", "agent_9"));
        }

        await stage.RunAsync("DELETE FROM centre_provisions");
    }

    [Fact]
    public async Task Who_waits_is_told_of_a_slot_and_takes_it_by_the_link()
    {
        var phone = stage.NewPhone();
        var slot = await stage.FreeSlotAsync(daysAhead: 8);
        var start = $"{slot[..4]}-{slot[4..6]}-{slot[6..8]} {slot[9..11]}:{slot[11..13]}+00";
        await stage.RunAsync(
            $"""
            INSERT INTO waiting_entries (workspace, key, from_day, to_day, vehicle_type, visit, part, first_name, last_name,
                phone, channel, status, offered_slot, offered_until, passed, created_at)
            VALUES ('demo-centre', '{phone}', now(), now() + interval '20 days', 'voiture_particuliere', 'periodique', 'any',
                'Lou', 'Petit', '{phone}', 'api', 'offered', '{start}', now() + interval '1 hour', 0, now())
            """);

        var path = NoticeStage.PathIn(await stage.SmsAsync(phone, "libérée"));
        (await stage.Visitor.GetStringAsync(path, Cancellation)).ShouldContain("Prendre cette place");
        using var wrong = await stage.Visitor.PostAsync(
            $"{path}/take",
            new FormUrlEncodedContent([new("vehicle_brand", "Dacia"), new("license_plate", "?")]), Cancellation);
        wrong.Headers.Location!.OriginalString.ShouldContain("problem=plate");
        using var taken = await stage.Visitor.PostAsync(
            $"{path}/take",
            new FormUrlEncodedContent([new("vehicle_brand", "Dacia"), new("license_plate", "AB 126 CD")]),
            Cancellation);

        taken.Headers.Location!.OriginalString.ShouldContain("done=booked");
        (await stage.AskAsync($"SELECT license_plate FROM appointments WHERE client_phone = '{phone}'"))
            .ShouldBe("AB-126-CD");
        using var over = await stage.Visitor.GetAsync(path, Cancellation);
        over.StatusCode.ShouldBe(HttpStatusCode.Gone);
    }

    private Task<string?> ReminderAsync(string id) => stage.AskAsync(
        $"SELECT slot::text FROM notices WHERE appointment = '{id}' AND kind = 'reminder' AND status = 'waiting'");

    private Task<string?> StatusAsync(string id, string kind) => stage.AskAsync(
        "SELECT status || ' ' || coalesce(last_error, '') FROM notices "
        + $"WHERE appointment = '{id}' AND kind = '{kind}'");

    private Task DueAsync(string id, string kind) => stage.RunAsync(
        $"UPDATE notices SET status = 'waiting', next_at = now() WHERE appointment = '{id}' AND kind = '{kind}'");
}
