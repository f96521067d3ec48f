using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gateway.Tests.Inspection.Calendars;

public sealed class CalendarStoryTests : IAsyncLifetime
{
    private static readonly DateOnly Tomorrow = new(2026, 12, 1);
    private static readonly DateTime Eight = new(2026, 12, 1, 7, 0, 0, DateTimeKind.Utc);

    private CalendarNode _node = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _node = await CalendarNode.StartAsync();
        _client = new HttpClient { BaseAddress = _node.Address };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _node.DisposeAsync();
    }

    [Fact]
    public async Task What_the_centres_own_calendar_takes_is_not_offered_and_conflicts_are_shown()
    {
        var booked = await BookAsync("a");
        (await ShowAsync()).GetProperty("import").GetProperty("state").GetString().ShouldBe("pending");
        _node.Server.Serve = http => CalendarServer.WriteAsync(
            http, CalendarServer.Event("closed", Eight, Eight.AddHours(2)), "\"1\"");

        await LookAsync();

        var import = (await ShowAsync()).GetProperty("import");
        (import.GetProperty("state").GetString(), import.GetProperty("times").GetInt32(),
            import.GetProperty("conflicts").GetInt32()).ShouldBe(("current", 1, 1));
        var conflict = (await GetAsync("/api/centers/demo-centre/calendar/conflicts")).GetProperty("items")[0];
        (conflict.GetProperty("calendar").GetString(), conflict.GetProperty("from").GetString()).ShouldBe(
            ("Fermé", "2026-12-01T08:00:00+01:00"));
        conflict.GetProperty("appointment").GetProperty("id").GetGuid().ShouldBe(booked.Id);
        (await FirstFreeAsync()).ShouldBe(new DateTimeOffset(Eight.AddHours(2)));

        // It is asked again after some five minutes, and only for what is new.
        (await _node.Importer.LookAsync(Cancellation)).ShouldBe(0);
        _node.Clock.Advance(TimeSpan.FromMinutes(6));
        _node.Server.Serve = http =>
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        };
        await LookAsync();
        _node.Server.Asked.ShouldBe(
            ["calendars.public.example/a.ics", "calendars.public.example/a.ics \"1\""]);
        (await FirstFreeAsync()).ShouldBe(new DateTimeOffset(Eight.AddHours(2)));
    }

    [Theory]
    [InlineData("garbage", "it ends in the middle")]
    [InlineData("500", "it answers 500")]
    [InlineData("loopback", "it cannot be reached")]
    public async Task A_calendar_that_is_away_says_so_and_what_was_known_of_it_counts(string how, string reason)
    {
        _node.Server.Serve = http => CalendarServer.WriteAsync(
            http, CalendarServer.Event("closed", Eight, Eight.AddHours(2)));
        await LookAsync();
        _node.Clock.Advance(TimeSpan.FromMinutes(6));
        _node.Server.Serve = http =>
        {
            switch (how)
            {
                case "garbage":
                    return CalendarServer.WriteAsync(http, "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:x");
                case "500":
                    http.Response.StatusCode = StatusCodes.Status500InternalServerError;
                    return Task.CompletedTask;
                default:
                    http.Response.Redirect("https://127.0.0.1/");
                    return Task.CompletedTask;
            }
        };

        await LookAsync();

        var import = (await ShowAsync()).GetProperty("import");
        (import.GetProperty("state").GetString(), import.GetProperty("times").GetInt32()).ShouldBe(("away", 1));
        import.GetProperty("failure").GetString().ShouldStartWith(reason);
        (await FirstFreeAsync()).ShouldBe(new DateTimeOffset(Eight.AddHours(2)));
        (await HealthAsync()).ShouldBe(HealthStatus.Degraded);

        _node.Clock.Advance(TimeSpan.FromDays(3));
        await LookAsync();
        (await ShowAsync()).GetProperty("import").GetProperty("state").GetString().ShouldBe("lost");

        _node.Clock.Advance(TimeSpan.FromHours(1));
        _node.Server.Serve = http => CalendarServer.WriteAsync(
            http, CalendarServer.Event("closed", Eight.AddDays(7), Eight.AddDays(7).AddHours(2)));
        await LookAsync();
        (await ShowAsync()).GetProperty("import").GetProperty("state").GetString().ShouldBe("current");
        (await HealthAsync()).ShouldBe(HealthStatus.Healthy);
    }

    [Fact]
    public async Task Its_people_subscribe_to_the_planning_under_an_address_that_can_be_renewed()
    {
        await BookAsync("a");
        var shown = await ShowAsync();
        var address = shown.GetProperty("address").GetString()!;
        var ofBay = shown.GetProperty("bays")[1].GetProperty("address").GetString()!;
        address.ShouldStartWith(new Uri(_node.Address, "/calendar/demo-centre/").AbsoluteUri);

        using var all = await _client.GetAsync(address, Cancellation);
        all.Content.Headers.ContentType!.ToString().ShouldBe("text/calendar; charset=utf-8");
        (await all.Content.ReadAsStringAsync(Cancellation)).ShouldContain("SUMMARY:AB-123-CD");
        (await _client.GetStringAsync(ofBay, Cancellation)).ShouldNotContain("SUMMARY");

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(all.Headers.ETag!);
        using var same = await _client.SendAsync(again, Cancellation);
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        await BookAsync("b");
        using var since = new HttpRequestMessage(HttpMethod.Get, address);
        since.Headers.IfNoneMatch.Add(all.Headers.ETag!);
        using var other = await _client.SendAsync(since, Cancellation);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);

        using var renewed = await _client.PostAsync("/api/centers/demo-centre/calendar/renew", null, Cancellation);
        var fresh = (await renewed.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("address").GetString()!;
        (await StatusAsync(fresh), await StatusAsync(address), await StatusAsync(ofBay)).ShouldBe(
            (HttpStatusCode.OK, HttpStatusCode.NotFound, HttpStatusCode.NotFound));
        (await ShowAsync()).GetProperty("address").GetString().ShouldBe(fresh);
    }

    [Theory]
    [InlineData("/calendar/demo-centre/x.ics")]
    [InlineData("/calendar/demo-centre/.ics")]
    [InlineData("/calendar/nowhere/x.ics")]
    [InlineData("/calendar/demo-centre/1/x.ics")]
    [InlineData("/calendar/demo-centre/nowhere/x.ics")]
    [InlineData("/api/centers/nowhere/calendar")]
    public async Task What_leads_nowhere_is_not_there(string path)
    {
        await ShowAsync();
        (await StatusAsync(path)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_key_of_another_workspace_sees_no_address()
    {
        _client.DefaultRequestHeaders.Add("X-Only", "demo-shop");

        (await StatusAsync("/api/centers/demo-centre/calendar")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("/api/centers/demo-centre/calendar/conflicts")).ShouldBe(HttpStatusCode.NotFound);
    }

    private async Task LookAsync() => (await _node.Importer.LookAsync(Cancellation)).ShouldBe(1);

    private async Task<Appointment> BookAsync(string key)
    {
        var slots = await _node.Book.FindAsync(
            _node.Centre, new SlotQuery(Tomorrow, Tomorrow, VehicleType.Car), null, Cancellation);
        var booked = await _node.Book.BookAsync(
            _node.Centre, slots[0],
            new ClientInfo("Camille", "Durand", "0612345678", null, "Renault", "Clio", "AB-123-CD"),
            new BookingOrigin(key, null, null, "api"), null, Cancellation);
        return booked.ShouldBeOfType<BookingOutcome.Booked>().Appointment;
    }

    private async Task<DateTimeOffset> FirstFreeAsync() => (await _node.Book.FindAsync(
        _node.Centre, new SlotQuery(Tomorrow, Tomorrow, VehicleType.Car), null, Cancellation))[0].Start;

    private async Task<HealthStatus> HealthAsync() =>
        (await _node.Health.CheckHealthAsync(new HealthCheckContext(), Cancellation)).Status;

    private Task<JsonElement> ShowAsync() => GetAsync("/api/centers/demo-centre/calendar");

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }
}
