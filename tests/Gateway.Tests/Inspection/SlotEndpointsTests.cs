using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Gateway.Tests.Inspection;

public sealed class SlotEndpointsTests : IClassFixture<PlanningApi>, IAsyncLifetime
{
    private readonly PlanningApi _api;
    private readonly HttpClient _client;

    public SlotEndpointsTests(PlanningApi api)
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
    public async Task Without_more_than_a_day_it_is_a_car_at_any_time_of_the_week_from_then_on()
    {
        var answer = await GetAsync("start_date=2026-12-01");

        answer.GetProperty("vehicle_type").GetString().ShouldBe("voiture_particuliere");
        answer.GetProperty("preferred_time").GetString().ShouldBe("any");
        answer.GetProperty("end_date").GetString().ShouldBe("2026-12-07");
        var slots = answer.GetProperty("slots").EnumerateArray().ToList();
        slots[0].ShouldSatisfyAllConditions(
            slot => slot.GetProperty("slot_id").GetString().ShouldBe("20261201T0700Z-voiture_particuliere"),
            slot => slot.GetProperty("slot_datetime").GetString().ShouldBe("2026-12-01T08:00:00+01:00"),
            slot => slot.GetProperty("time").GetString().ShouldBe("08:00"),
            slot => slot.GetProperty("duration_minutes").GetInt32().ShouldBe(40));
        slots.Select(slot => slot.GetProperty("date").GetString()).Distinct().ShouldBe(
            ["2026-12-01", "2026-12-02", "2026-12-03", "2026-12-04", "2026-12-05", "2026-12-07"]);
    }

    [Fact]
    public async Task Vehicle_part_of_the_day_and_visit_are_heeded()
    {
        var camper = await GetAsync(
            "start_date=2026-12-01&end_date=2026-12-01&vehicle_type=camping_car&preferred_time=afternoon");
        Times(camper)[..2].ShouldBe(["13:30", "13:40"]);
        var again = await GetAsync("start_date=2026-12-01&end_date=2026-12-01&visit=contre_visite");
        again.GetProperty("slots")[0].GetProperty("price").GetDecimal().ShouldBe(20);
    }

    [Theory]
    [InlineData("", 400, "invalid")]
    [InlineData("start_date=demain", 400, "invalid")]
    [InlineData("start_date=2026-11-29", 400, "past_date")]
    [InlineData("start_date=2026-12-02&end_date=2026-12-01", 400, "end_before_start")]
    [InlineData("start_date=2026-12-02&vehicle_type=bateau", 400, "unknown_vehicle_type")]
    [InlineData("start_date=2026-12-02&preferred_time=night", 400, "invalid")]
    [InlineData("start_date=2026-12-02&visit=joie", 400, "unknown_visit")]
    [InlineData("start_date=2026-12-06&end_date=2026-12-06", 422, "closed_day")]
    [InlineData("start_date=2026-12-25&end_date=2026-12-25", 422, "closed_day")]
    [InlineData("start_date=2027-06-01", 422, "too_far_ahead")]
    public async Task What_is_wrong_is_said_in_words_and_by_a_code(string query, int status, string code)
    {
        using var response = await _client.GetAsync($"/api/slots/demo-centre?{query}", Cancellation);

        ((int)response.StatusCode).ShouldBe(status);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_centre_that_is_not_there_or_not_the_callers_is_unknown()
    {
        (await StatusAsync("nobody")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("other-centre")).ShouldBe(HttpStatusCode.OK);
        _client.DefaultRequestHeaders.Add("X-Only", "demo-centre");
        (await StatusAsync("other-centre")).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync("demo-centre")).ShouldBe(HttpStatusCode.OK);
    }

    private async Task<HttpStatusCode> StatusAsync(string centre) =>
        (await _client.GetAsync($"/api/slots/{centre}?start_date=2026-12-01", Cancellation)).StatusCode;

    private async Task<JsonElement> GetAsync(string query) =>
        await _client.GetFromJsonAsync<JsonElement>($"/api/slots/demo-centre?{query}", Cancellation);

    private static string?[] Times(JsonElement answer) =>
        [.. answer.GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("time").GetString())];
}
