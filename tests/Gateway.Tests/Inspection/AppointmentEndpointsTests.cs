using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests.Inspection;

public sealed class AppointmentEndpointsTests : IClassFixture<PlanningApi>, IAsyncLifetime
{
    private readonly PlanningApi _api;
    private readonly HttpClient _client;

    public AppointmentEndpointsTests(PlanningApi api)
    {
        _api = api;
        _client = new HttpClient { BaseAddress = api.Address };
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await _api.ForgetAsync();

    public ValueTask DisposeAsync()
    {
        _client.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Appointments_are_listed_page_by_page_in_the_order_of_their_days_and_narrowed_down()
    {
        for (var hour = 10; hour >= 7; hour--)
            await BookAsync($"202612{hour - 6:00}T1000Z-voiture_particuliere", $"AA-{hour:000}-AA");
        await BookAsync("20261201T1000Z-voiture_particuliere", "ZZ-999-ZZ", PlanningApi.Other);

        var first = await GetAsync("/api/appointments?center_id=demo-centre&limit=3");
        var second = await GetAsync(
            $"/api/appointments?center_id=demo-centre&limit=3&after={first.GetProperty("next").GetString()}");

        Plates(first).ShouldBe(["AA-007-AA", "AA-008-AA", "AA-009-AA"]);
        Plates(second).ShouldBe(["AA-010-AA"]);
        second.TryGetProperty("next", out _).ShouldBeFalse();
        Plates(await GetAsync("/api/appointments?from=2026-12-02&to=2026-12-04")).ShouldBe(["AA-008-AA", "AA-009-AA"]);
        Plates(await GetAsync("/api/appointments?plate=zz999zz&phone=0612345678")).ShouldBe(["ZZ-999-ZZ"]);
        Plates(await GetAsync("/api/appointments?status=done")).ShouldBeEmpty();
        (await StatusAsync("/api/appointments?status=lost")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("/api/appointments?from=hier")).ShouldBe(HttpStatusCode.BadRequest);
        (await StatusAsync("/api/appointments?after=3")).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_key_of_one_workspace_knows_nothing_of_another()
    {
        var own = await BookAsync("20261201T0700Z-voiture_particuliere");
        var foreign = await BookAsync("20261201T0700Z-voiture_particuliere", centre: PlanningApi.Other);
        _client.DefaultRequestHeaders.Add("X-Only", "demo-centre");

        (await GetAsync("/api/appointments")).GetProperty("items").GetArrayLength().ShouldBe(1);
        (await StatusAsync("/api/appointments?center_id=other-centre")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync($"/api/appointments/{own}")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync($"/api/appointments/{foreign}")).ShouldBe(HttpStatusCode.NotFound);
        (await PatchAsync(foreign, new { status = "done" })).Status.ShouldBe(HttpStatusCode.NotFound);
        (await _client.DeleteAsync($"/api/appointments/{foreign}", Cancellation)).StatusCode
            .ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task An_appointment_is_moved_marked_and_shown_with_what_was_done_to_it()
    {
        var id = await BookAsync("20261201T0700Z-voiture_particuliere");

        var (moved, _) = await PatchAsync(id, new { slot_id = "20261201T0720Z-voiture_particuliere" });
        var (marked, shown) = await PatchAsync(id, new { status = "no_show" });
        var (late, problem) = await PatchAsync(id, new { slot_id = "20261202T0720Z-voiture_particuliere" });

        (moved, marked, late).ShouldBe((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Conflict));
        problem.GetProperty("code").GetString().ShouldBe("not_confirmed");
        shown.GetProperty("slot_datetime").GetString().ShouldBe("2026-12-01T08:20:00+01:00");
        shown.GetProperty("changes").EnumerateArray().Select(change => change.GetProperty("kind").GetString())
            .ShouldBe(["moved", "no_show"]);
        foreach (var wrong in (object[])[
            new { }, new { status = "cancelled" }, new { status = "done", slot_id = "x" }, new { slot_id = "x" },
            new { price = 1 }])
            (await PatchAsync(id, wrong)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Who_stands_there_is_taken_with_nothing_but_a_plate()
    {
        var (status, taken) = await PostAsync(
            "/api/appointments",
            new
            {
                center_id = "demo-centre",
                vehicle_type = "moto",
                client_info = new { license_plate = "AB-123-CD" },
            });
        var (full, gone) = await PostAsync(
            "/api/appointments",
            new
            {
                center_id = "demo-centre",
                vehicle_type = "moto",
                client_info = new { license_plate = "AB-124-CD" },
            });
        var (unknown, _) = await PostAsync(
            "/api/appointments",
            new { center_id = "demo-centre", bay = "9", client_info = new { license_plate = "AB-124-CD" } });

        (status, full, unknown).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Conflict, HttpStatusCode.BadRequest));
        taken.GetProperty("slot_datetime").GetString().ShouldBe("2026-11-30T08:00:00+01:00");
        taken.GetProperty("price").GetDecimal().ShouldBe(60);
        gone.GetProperty("alternatives").GetArrayLength().ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task A_time_is_taken_out_and_given_back_and_shows_who_is_to_come_in_it()
    {
        await BookAsync("20261202T0700Z-voiture_particuliere");
        object Of(int day) => new
        {
            center_id = "demo-centre",
            from = $"2026-12-{day:00}T08:00:00+01:00",
            to = $"2026-12-{day:00}T19:00:00+01:00",
            note = "Maintenance",
        };

        var (status, made) = await PostAsync("/api/appointments/blocks", Of(1));
        var (second, shown) = await PostAsync("/api/appointments/blocks", Of(2));

        (status, second).ShouldBe((HttpStatusCode.Created, HttpStatusCode.Created));
        made.GetProperty("conflicts").GetArrayLength().ShouldBe(0);
        var standing = shown.GetProperty("conflicts").EnumerateArray().ShouldHaveSingleItem();
        standing.GetProperty("slot_datetime").GetString().ShouldBe("2026-12-02T08:00:00+01:00");
        (await SlotsAsync("2026-12-01"), await SlotsAsync("2026-12-02")).ShouldBe((0, 0));
        (await _client.DeleteAsync($"/api/appointments/{standing.GetProperty("id").GetString()}", Cancellation))
            .EnsureSuccessStatusCode();
        (await SlotsAsync("2026-12-02")).ShouldBe(0);
        var blocks = await GetAsync(
            "/api/appointments/blocks?center_id=demo-centre&from=2026-12-01&to=2026-12-01");
        blocks.GetProperty("items").EnumerateArray().Select(block => block.GetProperty("bay").GetString())
            .ShouldBe(["1", "2", "moto"], ignoreOrder: true);
        var path = $"/api/appointments/blocks/{Uri.EscapeDataString(made.GetProperty("id").GetString()!)}" +
            "?center_id=demo-centre";
        (await _client.DeleteAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _client.DeleteAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await SlotsAsync("2026-12-01")).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Somebody_waits_in_line_and_is_taken_off_it()
    {
        var (status, entry) = await PostAsync("/api/appointments/waiting", new
        {
            center_id = "demo-centre",
            start_date = "2026-12-01",
            end_date = "2026-12-02",
            preferred_time = "morning",
            client_info = new { phone = "0612345678", first_name = "Camille" },
        });
        var (wrong, _) = await PostAsync("/api/appointments/waiting", new
        {
            center_id = "demo-centre",
            start_date = "2026-12-01",
            end_date = "2026-12-02",
            client_info = new { phone = "12" },
        });

        (status, wrong).ShouldBe((HttpStatusCode.Created, HttpStatusCode.BadRequest));
        entry.GetProperty("status").GetString().ShouldBe("waiting");
        var list = await GetAsync("/api/appointments/waiting?center_id=demo-centre&status=waiting");
        list.GetProperty("items").GetArrayLength().ShouldBe(1);
        (await _client.DeleteAsync(
            $"/api/appointments/waiting/{entry.GetProperty("id").GetInt64()}?center_id=demo-centre", Cancellation))
            .StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await GetAsync("/api/appointments/waiting?center_id=demo-centre&status=waiting"))
            .GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    private async Task<Guid> BookAsync(
        string slot, string plate = "AB-123-CD", string centre = PlanningApi.Centre)
    {
        var (status, booked) = await PostAsync($"/api/booking/{centre}", new
        {
            slot_id = slot,
            client_info = new
            {
                first_name = "Camille",
                last_name = "Durand",
                phone = "+33612345678",
                vehicle_brand = "Renault",
                license_plate = plate,
            },
        });
        status.ShouldBe(HttpStatusCode.Created, booked.ToString());
        return booked.GetProperty("id").GetGuid();
    }

    private async Task<int> SlotsAsync(string day) =>
        (await GetAsync($"/api/slots/demo-centre?start_date={day}&end_date={day}")).GetProperty("slots")
        .GetArrayLength();

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(string path) =>
        (await _client.GetAsync(path, Cancellation)).StatusCode;

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(string path, object body)
    {
        using var response = await _client.PostAsJsonAsync(path, body, Cancellation);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PatchAsync(Guid id, object body)
    {
        using var response = await _client.PatchAsJsonAsync($"/api/appointments/{id}", body, Cancellation);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    private static string?[] Plates(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray().Select(one => one.GetProperty("license_plate").GetString())];
}
