using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests.Inspection;

public sealed class CentreStatisticsTests : IClassFixture<PlanningApi>, IAsyncLifetime
{
    private const string Path = "/api/centers/demo-centre/statistics";

    // What the archive holds: one who booked, one who was handed over, one who was not understood, one who asked
    // something, one whom we alone wrote to, one of another time and one of another centre.
    private const string Archived =
        """
        INSERT INTO archived_sessions (session_id, workspace, channel, address, locale, status, last_seq, created_at,
            updated_at, rating)
        SELECT id, workspace, 'web', id, 'fr', status, 2, at::timestamptz, at::timestamptz + seconds * interval '1 s', rating
        FROM (VALUES
            ('booked', 'demo-centre', 'open', '2026-12-01 08:00Z', 120, 5),
            ('handed', 'demo-centre', 'closed', '2026-12-01 09:00Z', 60, 2),
            ('unclear', 'demo-centre', 'open', '2026-12-01 10:00Z', 30, NULL),
            ('asked', 'demo-centre', 'open', '2026-12-01 11:00Z', 30, NULL),
            ('reminded', 'demo-centre', 'open', '2026-12-01 12:00Z', 0, NULL),
            ('earlier', 'demo-centre', 'open', '2026-11-01 12:00Z', 30, 1),
            ('foreign', 'other-centre', 'open', '2026-12-01 12:00Z', 30, 1)) AS s (id, workspace, status, at, seconds, rating);
        INSERT INTO archived_turns (turn_id, session_id, number, committed_at)
        SELECT session_id || '-1', session_id, 1, created_at FROM archived_sessions WHERE session_id <> 'reminded';
        INSERT INTO archived_decisions (turn_id, number, session_id, rule, reason, at, kind, detail) VALUES
            ('booked-1', 0, 'booked', 'get_slots', 'done', now(), 'tool', NULL),
            ('booked-1', 1, 'booked', 'confirm_booking', 'done', now(), 'tool', '{"result": {"start": "2026-12-01T08:00:00+01:00"}}'),
            ('handed-1', 0, 'handed', 'hand_over', 'done', now(), 'tool', '{"result": {"reason": "asked", "isDone": true}}'),
            ('unclear-1', 0, 'unclear', 'hand_over', 'done', now(), 'tool', '{"result": {"reason": "unclear", "isDone": false}}'),
            ('unclear-1', 1, 'unclear', 'missed', 'notUnderstood', now(), NULL, NULL),
            ('unclear-1', 2, 'unclear', 'get_slots', 'timed out', now(), 'tool', NULL),
            ('unclear-1', 3, 'unclear', 'get_slots', 'timed out', now(), 'tool', NULL),
            ('unclear-1', 4, 'unclear', 'join_waiting_list', 'done', now(), 'tool', '{"result": {"askFor": ["phone"]}}'),
            ('asked-1', 0, 'asked', 'house', 'answered', now(), 'model', NULL),
            ('earlier-1', 0, 'earlier', 'hand_over', 'done', now(), 'tool', NULL),
            ('foreign-1', 0, 'foreign', 'hand_over', 'done', now(), 'tool', NULL);
        """;

    private readonly PlanningApi _api;
    private readonly HttpClient _client;

    public CentreStatisticsTests(PlanningApi api)
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
    public async Task Conversations_are_counted_by_what_became_of_them_and_each_figure_names_them()
    {
        await _api.RunAsync(Archived);
        var id = await BookAsync("20261201T0700Z-voiture_particuliere");
        await _api.RunAsync(
            $"UPDATE appointments SET session = 'booked', created_at = '2026-12-01 08:01Z' WHERE id = '{id}'");

        var talks = (await GetAsync($"{Path}?from=2026-12-01&to=2026-12-02")).GetProperty("conversations");

        Ids(talks, "held").ShouldBe(["booked", "handed", "unclear", "asked"]);
        Ids(talks, "success").ShouldBe(["booked", "asked"]);
        Number(talks, "success", "rate").ShouldBe(0.5);
        Ids(talks, "booking").ShouldBe(["booked"]);
        Number(talks, "booking", "rate").ShouldBe(0.25);
        Ids(talks, "hand_overs").ShouldBe(["handed"]);
        Ids(talks, "fall_backs").ShouldBe(["unclear"]);
        (Number(talks, "duration_seconds", "mean"), Number(talks, "duration_seconds", "median")).ShouldBe((60, 45));
        Number(talks, "satisfaction", "mean").ShouldBe(3.5);
        Ids(talks, "satisfaction").ShouldBe(["booked", "handed"]);
        var error = talks.GetProperty("tool_errors").EnumerateArray().ShouldHaveSingleItem();
        (error.GetProperty("tool").GetString(), error.GetProperty("error").GetString(),
            error.GetProperty("count").GetInt32()).ShouldBe(("get_slots", "timed out", 2));
    }

    [Fact]
    public async Task A_call_that_another_agent_had_and_that_ended_in_a_booking_counts_as_such()
    {
        await _api.RunAsync(
            """
            INSERT INTO archived_sessions (session_id, workspace, channel, address, locale, status, last_seq, created_at, updated_at)
            VALUES ('call', 'demo-centre', 'voice', 'anonymous', 'fr', 'closed', 2, '2026-11-30 07:00Z', '2026-11-30 07:02Z');
            INSERT INTO archived_turns VALUES ('call-1', 'call', 1, now());
            INSERT INTO archived_entries (session_id, seq, role, text, parts, external_id, at)
            VALUES ('call', 1, 'agent', 'Bonjour', '[]', 'conv_7', now());
            """);
        var id = await BookAsync("20261201T0700Z-voiture_particuliere");
        await _api.RunAsync($"UPDATE appointments SET key = 'elevenlabs:conv_7:slot' WHERE id = '{id}'");

        var talks = (await GetAsync($"{Path}?from=2026-11-30&to=2026-12-01")).GetProperty("conversations");

        Ids(talks, "booking").ShouldBe(["call"]);
    }

    [Fact]
    public async Task Appointments_are_counted_by_day_and_bay_with_what_they_bring_in_and_who_did_not_come()
    {
        var came = await BookAsync("20261201T0700Z-voiture_particuliere", "AA-001-AA");
        var missed = await BookAsync("20261201T0700Z-voiture_particuliere", "AA-002-AA");
        var cancelled = await BookAsync("20261201T0740Z-voiture_particuliere", "AA-003-AA");
        await BookAsync("20261202T0700Z-voiture_particuliere", "AA-004-AA");
        await MarkAsync(came, "done");
        await MarkAsync(missed, "no_show");
        (await _client.DeleteAsync($"/api/appointments/{cancelled}", Cancellation)).EnsureSuccessStatusCode();
        await _api.RunAsync($"UPDATE appointments SET satisfaction = 4, rated_at = now() WHERE id = '{came}'");
        await PostAsync("/api/appointments/blocks", new
        {
            center_id = "demo-centre",
            bay = "2",
            from = "2026-12-01T13:30:00+01:00",
            to = "2026-12-01T18:30:00+01:00",
        });

        var visits = (await GetAsync($"{Path}?from=2026-12-01&to=2026-12-02")).GetProperty("visits");

        Ids(visits, "appointments").ShouldBe([came, missed], ignoreOrder: true);
        var filled = visits.GetProperty("filled").EnumerateArray().ToList();
        filled.Select(bay => (bay.GetProperty("day").GetString(), bay.GetProperty("bay").GetString(),
            bay.GetProperty("minutes").GetInt32(), bay.GetProperty("open_minutes").GetInt32())).ShouldBe(
            [("2026-12-01", "1", 40, 540), ("2026-12-01", "2", 40, 240), ("2026-12-01", "moto", 0, 520)]);
        filled[1].GetProperty("rate").GetDouble().ShouldBe(40.0 / 240);
        (Number(visits, "no_shows", "count"), Number(visits, "no_shows", "of")).ShouldBe((1, 2));
        Ids(visits, "no_shows").ShouldBe([missed]);
        var revenue = visits.GetProperty("revenue").EnumerateArray().ShouldHaveSingleItem();
        (revenue.GetProperty("booked").GetDecimal(), revenue.GetProperty("missed").GetDecimal()).ShouldBe((158, 79));
        Number(visits, "lead_time_hours", "mean").ShouldBe(24);
        (Number(visits, "satisfaction", "mean"), Number(visits, "satisfaction", "count")).ShouldBe((4, 1));
    }

    [Fact]
    public async Task It_is_a_file_for_spreadsheets_by_its_address_and_for_who_asks_for_one()
    {
        var id = await BookAsync("20261201T0700Z-voiture_particuliere");

        using var byAddress = await _client.GetAsync($"{Path}.csv?from=2026-12-01&to=2026-12-02", Cancellation);
        using var asked = new HttpRequestMessage(HttpMethod.Get, $"{Path}?from=2026-12-01&to=2026-12-02");
        asked.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var byAccept = await _client.SendAsync(asked, Cancellation);

        byAddress.Content.Headers.ContentType!.MediaType.ShouldBe("text/csv");
        var file = await byAddress.Content.ReadAsStringAsync(Cancellation);
        file.ShouldContain("\"figure\",\"day\",\"key\"");
        file.ShouldContain($"\"filled_minutes\",\"2026-12-01\",\"1\",\"40\",\"540\",\"0.0741\",\"\",\"\",\"\",\"{id}\"");
        file.ShouldContain("\"revenue_booked\",\"\",\"EUR\",\"1\",\"\",\"\",\"\",\"\",\"79.00\"");
        (await byAccept.Content.ReadAsStringAsync(Cancellation)).ShouldBe(file);
    }

    [Fact]
    public async Task The_last_thirty_days_are_told_unless_others_are_asked_for()
    {
        var told = await GetAsync(Path);

        (told.GetProperty("from").GetString(), told.GetProperty("to").GetString()).ShouldBe(
            ("2026-11-01T00:00:00+01:00", "2026-12-01T00:00:00+01:00"));
        Number(told.GetProperty("conversations"), "held", "count").ShouldBe(0);
        told.GetProperty("conversations").GetProperty("success").TryGetProperty("rate", out var rate).ShouldBeTrue();
        rate.ValueKind.ShouldBe(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_key_of_one_workspace_knows_nothing_of_another()
    {
        _client.DefaultRequestHeaders.Add("X-Only", "demo-centre");

        (await StatusAsync(Path)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("/api/centers/other-centre/statistics")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("/api/centers/other-centre/statistics.csv")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("/api/centers/none/statistics")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("from=yesterday")]
    [InlineData("to=2026-13-01")]
    [InlineData("from=2026-02-01&to=2026-01-01")]
    [InlineData("from=2026-02-01&to=2026-02-01")]
    [InlineData("from=2024-01-01&to=2026-01-01")]
    public async Task A_period_that_is_none_or_too_long_is_a_problem(string query) =>
        (await StatusAsync($"{Path}?{query}")).ShouldBe(HttpStatusCode.BadRequest);

    private async Task<string> BookAsync(string slot, string plate = "AB-123-CD")
    {
        var booked = await PostAsync("/api/booking/demo-centre", new
        {
            slot_id = slot,
            client_info = new
            {
                first_name = "Camille",
                last_name = "Durand",
                phone = "+33612345678",
                vehicle_brand = "Renault",
                license_plate = plate,
                energy = "essence",
            },
        });
        return booked.GetProperty("id").GetString()!;
    }

    private async Task MarkAsync(string id, string status)
    {
        using var answer = await _client.PatchAsJsonAsync($"/api/appointments/{id}", new { status }, Cancellation);
        answer.EnsureSuccessStatusCode();
    }

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var answer = await _client.PostAsJsonAsync(path, body, Cancellation);
        answer.StatusCode.ShouldBe(HttpStatusCode.Created);
        return await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<JsonElement> GetAsync(string path) =>
        await _client.GetFromJsonAsync<JsonElement>(path, Cancellation);

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _client.GetAsync(path, Cancellation);
        return answer.StatusCode;
    }

    private static string?[] Ids(JsonElement part, string figure) =>
        [.. part.GetProperty(figure).GetProperty("ids").EnumerateArray().Select(id => id.GetString())];

    private static double Number(JsonElement part, string figure, string member) =>
        part.GetProperty(figure).GetProperty(member).GetDouble();
}
