using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Tests.Inspection;

/// <summary>Bookings of a centre whose appointments stand in a database of its own, where others write, too.</summary>
public sealed class HostedBookingTests : IAsyncLifetime
{
    private readonly string _data = Directory.CreateTempSubdirectory("gateway-data-").FullName;
    private PostgresServer _postgres = null!;
    private NpgsqlDataSource _source = null!;
    private GatewayProcess _gateway = null!;
    private HttpClient _http = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // In a week at the least: who books, books ahead.
    private static string Monday
    {
        get
        {
            var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(7);
            while (day.DayOfWeek != DayOfWeek.Monday)
                day = day.AddDays(1);
            return day.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        }
    }

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _source = NpgsqlDataSource.Create(_postgres.ConnectionString());
        await AskAsync(HostedTables.Script);
        _gateway = await GatewayProcess.StartAsync(
            ("Gateway:DataPath", _data), ("ConnectionStrings:Centres", _postgres.ConnectionString()));
        _http = new HttpClient { BaseAddress = _gateway.Address };
        _http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await _gateway.ApiKeyAsync());
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (!(await _http.GetAsync($"/api/centers/{HostedTables.Centre}", deadline.Token)).IsSuccessStatusCode)
            await Task.Delay(50, deadline.Token);
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _gateway.DisposeAsync();
        await _source.DisposeAsync();
        await _postgres.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    [Fact]
    public async Task A_booking_is_a_row_there_is_moved_and_cancelled_there_and_nothing_else_is_altered()
    {
        var before = await ColumnsAsync();
        var slots = await SlotsAsync();

        var (status, booked) = await BookAsync(slots[0]);

        status.ShouldBe(HttpStatusCode.Created, booked.ToString());
        var id = booked.GetProperty("id").GetString()!;
        (await RowAsync(id)).ShouldBe(
            $"{HostedTables.Centre} {Instant(slots[0])} Camille Durand +33612345678 - Renault Clio AB-123-CD "
            + "voiture_particuliere confirmed none");
        (await SlotsAsync()).ShouldNotContain(slots[0]);

        (await PatchAsync(id, new { slot_id = slots[4] })).Status.ShouldBe(HttpStatusCode.OK);
        (await RowAsync(id)).ShouldContain(Instant(slots[4]));
        (await PatchAsync(id, new { status = "no_show" })).Status.ShouldBe(HttpStatusCode.OK);
        (await RowAsync(id)).ShouldContain("no_show");
        (await PatchAsync(id, new { status = "confirmed" })).Status.ShouldBe(HttpStatusCode.OK);
        (await _http.DeleteAsync($"/api/appointments/{id}", Cancellation)).EnsureSuccessStatusCode();
        (await RowAsync(id)).ShouldContain("cancelled");
        (await SlotsAsync()).ShouldBe(slots);
        (await ColumnsAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task What_others_took_there_is_not_offered_and_who_was_offered_it_before_is_told_of_the_nearest()
    {
        var slots = await SlotsAsync();
        var mine = await BookAsync(slots[6]);
        await AskAsync(
            $"""
            INSERT INTO appointments (center_id, slot_datetime, client_first_name, vehicle_type)
            VALUES ('{HostedTables.Centre}', '{Instant(slots[2])}', 'Somebody', 'voiture_particuliere')
            """);

        var (status, problem) = await BookAsync(slots[2]);
        var moved = await PatchAsync(mine.Body.GetProperty("id").GetString()!, new { slot_id = slots[2] });

        (status, moved.Status).ShouldBe((HttpStatusCode.Conflict, HttpStatusCode.Conflict));
        problem.GetProperty("code").GetString().ShouldBe("slot_gone");
        var others = problem.GetProperty("alternatives").EnumerateArray()
            .Select(slot => slot.GetProperty("slot_id").GetString()!).ToList();
        others.Take(2).ShouldBe([slots[1], slots[3]], ignoreOrder: true);
        others.ShouldNotContain(slots[2]);
        (await SlotsAsync()).ShouldBe(slots.Except([slots[2], slots[6]]));
        (await AskAsync("SELECT count(*)::text FROM appointments WHERE client_first_name = 'Camille'")).ShouldBe("1");

        await AskAsync("UPDATE appointments SET status = 'cancelled' WHERE client_first_name = 'Somebody'");
        (await BookAsync(slots[2])).Status.ShouldBe(HttpStatusCode.Created);
    }

    private async Task<string[]> SlotsAsync()
    {
        var found = await _http.GetFromJsonAsync<JsonElement>(
            $"/api/slots/{HostedTables.Centre}?start_date={Monday}&end_date={Monday}", Cancellation);
        return
        [
            .. found.GetProperty("slots").EnumerateArray().Select(slot => slot.GetProperty("slot_id").GetString()!),
        ];
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> BookAsync(string slot)
    {
        using var answer = await _http.PostAsJsonAsync(
            $"/api/booking/{HostedTables.Centre}",
            new
            {
                slot_id = slot,
                client_info = new
                {
                    first_name = "Camille",
                    last_name = "Durand",
                    phone = "06 12 34 56 78",
                    vehicle_brand = "Renault",
                    vehicle_model = "Clio",
                    license_plate = "ab123cd",
                },
            },
            Cancellation);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PatchAsync(string id, object change)
    {
        using var answer = await _http.PatchAsJsonAsync($"/api/appointments/{id}", change, Cancellation);
        return (answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    // 20261207T0800Z-voiture_particuliere
    private static string Instant(string slot) =>
        $"{slot[..4]}-{slot[4..6]}-{slot[6..8]}T{slot[9..11]}:{slot[11..13]}Z";

    private Task<string> RowAsync(string id) => AskAsync(
        $"""
        SELECT concat_ws(' ', center_id, to_char(slot_datetime AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI"Z"'),
            client_first_name, client_last_name, client_phone, coalesce(client_email, '-'), vehicle_brand,
            vehicle_model, license_plate, vehicle_type, status, notes)
        FROM appointments WHERE id = '{id}'
        """);

    private Task<string> ColumnsAsync() => AskAsync(
        """
        SELECT string_agg(table_name || '.' || column_name || ' ' || data_type, ', ' ORDER BY table_name, ordinal_position)
            || (SELECT string_agg(indexdef, ', ' ORDER BY indexdef) FROM pg_indexes WHERE schemaname = 'public')
        FROM information_schema.columns WHERE table_schema = 'public'
        """);

    private async Task<string> AskAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancellation) as string ?? "";
    }
}
