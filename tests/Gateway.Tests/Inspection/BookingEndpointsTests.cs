using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Inspection;

public sealed class BookingEndpointsTests : IClassFixture<PlanningApi>, IAsyncLifetime
{
    private const string Slot = "20261201T0700Z-voiture_particuliere";

    private readonly PlanningApi _api;
    private readonly HttpClient _client;

    public BookingEndpointsTests(PlanningApi api)
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
    public async Task A_booking_has_the_columns_of_the_interface_and_is_made_once()
    {
        var (status, booked) = await BookAsync(Slot);
        var (again, same) = await BookAsync(Slot);

        (status, again).ShouldBe((HttpStatusCode.Created, HttpStatusCode.OK));
        same.GetProperty("id").GetGuid().ShouldBe(booked.GetProperty("id").GetGuid());
        string Of(string name) => booked.GetProperty(name).GetString()!;
        (Of("center_id"), Of("slot_datetime"), Of("client_first_name"), Of("client_last_name"), Of("client_phone"))
            .ShouldBe(("demo-centre", "2026-12-01T08:00:00+01:00", "Camille", "Durand", "+33612345678"));
        (Of("vehicle_brand"), Of("license_plate"), Of("vehicle_type"), Of("status")).ShouldBe(
            ("Renault", "AB-123-CD", "voiture_particuliere", "confirmed"));
        booked.TryGetProperty("key", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_cancelled_can_be_booked_again_in_the_same_words()
    {
        var (_, booked) = await BookAsync(Slot);
        var path = $"/api/appointments/{booked.GetProperty("id").GetGuid()}";
        (await _client.DeleteAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await _client.DeleteAsync(path, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.OK);

        var (status, second) = await BookAsync(Slot);

        status.ShouldBe(HttpStatusCode.Created);
        second.GetProperty("id").GetGuid().ShouldNotBe(booked.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_key_makes_any_request_the_same()
    {
        _client.DefaultRequestHeaders.Add("Idempotency-Key", "call-7:slot");
        var (_, booked) = await BookAsync(Slot);

        var (status, same) = await BookAsync("20261201T0740Z-voiture_particuliere");

        status.ShouldBe(HttpStatusCode.OK);
        same.GetProperty("id").GetGuid().ShouldBe(booked.GetProperty("id").GetGuid());
    }

    [Fact]
    public async Task A_slot_that_is_gone_comes_with_the_nearest_others()
    {
        foreach (var plate in (string[])["AA-111-AA", "BB-222-BB"])
            (await BookAsync(Slot, client => client["license_plate"] = plate)).Status.ShouldBe(HttpStatusCode.Created);

        var (status, problem) = await BookAsync(Slot, client => client["license_plate"] = "CC-333-CC");

        status.ShouldBe(HttpStatusCode.Conflict);
        problem.GetProperty("code").GetString().ShouldBe("slot_gone");
        problem.GetProperty("alternatives")[0].GetProperty("slot_id").GetString()
            .ShouldBe("20261201T0740Z-voiture_particuliere");
    }

    [Theory]
    [InlineData("license_plate", "Clio", "plate_malformed")]
    [InlineData("license_plate", null, "field_missing")]
    [InlineData("phone", "12", "phone_malformed")]
    [InlineData("first_name", " ", "field_missing")]
    [InlineData("last_name", null, "field_missing")]
    [InlineData("vehicle_brand", null, "field_missing")]
    [InlineData("email", "camille", "email_malformed")]
    [InlineData("energy", "vapeur", "unknown_energy")]
    public async Task A_field_that_is_wrong_is_named(string field, string? value, string code)
    {
        var (status, problem) = await BookAsync(Slot, client => client[field] = value);

        status.ShouldBe(HttpStatusCode.BadRequest);
        problem.GetProperty("code").GetString().ShouldBe(code);
        problem.GetProperty("errors").TryGetProperty($"client_info.{field}", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("20261129T0700Z-voiture_particuliere", 400, "past_date")]
    [InlineData("20261130T0720Z-voiture_particuliere", 422, "too_soon")]
    [InlineData("20261206T0700Z-voiture_particuliere", 422, "closed_day")]
    [InlineData("20270701T0700Z-voiture_particuliere", 422, "too_far_ahead")]
    [InlineData("20261201T0705Z-voiture_particuliere", 409, "slot_gone")]
    [InlineData("demain", 400, "slot_malformed")]
    [InlineData(null, 400, "slot_malformed")]
    public async Task A_slot_that_cannot_be_booked_is_refused(string? slot, int status, string code)
    {
        var (answered, problem) = await BookAsync(slot);

        ((int)answered).ShouldBe(status);
        problem.GetProperty("code").GetString().ShouldBe(code);
    }

    [Fact]
    public async Task All_that_is_missing_is_said_at_once()
    {
        using var response = await _client.PostAsJsonAsync(
            "/api/booking/demo-centre", new { slot_id = Slot }, Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ShouldBe(
        [
            "client_info.first_name", "client_info.last_name", "client_info.phone", "client_info.vehicle_brand",
            "client_info.license_plate",
        ]);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> BookAsync(
        string? slot, Action<JsonObject>? change = null)
    {
        var client = new JsonObject
        {
            ["first_name"] = "Camille",
            ["last_name"] = "Durand",
            ["phone"] = "06 12 34 56 78",
            ["vehicle_brand"] = "Renault",
            ["license_plate"] = "ab 123 cd",
        };
        change?.Invoke(client);
        using var response = await _client.PostAsJsonAsync(
            "/api/booking/demo-centre", new JsonObject { ["slot_id"] = slot, ["client_info"] = client }, Cancellation);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }
}
