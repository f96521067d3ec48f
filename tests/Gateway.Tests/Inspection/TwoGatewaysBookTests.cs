using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Testing;
using Gateway.Tests.Faults;
using Npgsql;

namespace Gateway.Tests.Inspection;

/// <summary>Many want the same few slots of two gateways, of which one is killed while they ask.</summary>
[Trait("Category", "Long")]
public sealed class TwoGatewaysBookTests : IAsyncLifetime
{
    private const int Contacts = 200;
    private const int Slots = 25;

    // Two bays take cars at the demo's centre.
    private const int Places = Slots * 2;

    // By then some are booked and most are being asked for.
    private const int UntilTheKill = 15;
    private const string Key = "key-for-tests-of-two-gateways";

    private Cluster _cluster = null!;
    private GatewayProcess _staying = null!;
    private GatewayProcess _dying = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _cluster = await Cluster.StartAsync();
        (_staying, _) = await _cluster.AddGatewayAsync();
        (_dying, _) = await _cluster.AddGatewayAsync();
        await AskAsync($"INSERT INTO api_keys (name, key_hash, created_at) VALUES ('test', sha256('{Key}'), now())");
    }

    public ValueTask DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task Two_hundred_contacts_book_fifty_places_once_each_and_the_others_are_offered_the_nearest()
    {
        using var staying = ClientOf(_staying);
        using var dying = ClientOf(_dying);
        var slots = await ApartAsync(staying);
        var booked = 0;
        var enough = new TaskCompletionSource();
        var killed = KillAsync(enough.Task);

        var ends = await Task.WhenAll(Enumerable.Range(0, Contacts).Select(async number =>
        {
            var end = await WantAsync(
                number % 2 == 0 ? [staying, dying] : [dying, staying], number, slots[number % Slots]);
            if (end.Status is HttpStatusCode.Created or HttpStatusCode.OK
                && Interlocked.Increment(ref booked) == UntilTheKill)
                enough.SetResult();
            return end;
        }));
        await killed;

        var winners = ends.Where(end => end.Status is HttpStatusCode.Created or HttpStatusCode.OK).ToList();
        winners.Select(end => end.Body.GetProperty("id").GetGuid()).Distinct().Count().ShouldBe(Places);
        var losers = ends.Except(winners).ToList();
        losers.Count.ShouldBe(Contacts - Places);
        foreach (var end in losers)
        {
            end.Status.ShouldBe(HttpStatusCode.Conflict, end.Body.ToString());
            end.Body.GetProperty("code").GetString().ShouldBe("slot_gone");
            end.Body.GetProperty("detail").GetString()!.ShouldContain("the nearest that are free");
            end.Body.GetProperty("alternatives").GetArrayLength().ShouldBeGreaterThan(0);
        }

        // Whoever asked the dead gateway asked the other, and got no second place.
        ends.Count(end => end.Attempts > 1).ShouldBeGreaterThan(0);
        (await AskAsync("SELECT count(*) FROM appointments")).ShouldBe(Places);
        (await AskAsync("SELECT count(DISTINCT client_phone) FROM appointments")).ShouldBe(Places);
        (await AskAsync(
            """
            SELECT count(DISTINCT (t.bay, t.during)) FROM bay_times t JOIN appointments a ON a.id = t.appointment
            WHERE t.bay = a.bay AND lower(t.during) = a.slot_datetime AND t.kind = 'appointment'
            """)).ShouldBe(Places);
        var counted = await staying.GetFromJsonAsync<JsonElement>(
            $"/api/centers/demo-centre/statistics?to={slots[^1][..4]}-{slots[^1][4..6]}-{slots[^1][6..8]}T23:00:00Z",
            Cancellation);
        counted.GetProperty("visits").GetProperty("appointments").GetProperty("count").GetInt32().ShouldBe(Places);
    }

    // Asked again under the same key, wherever: whoever gets no answer does not know whether it was booked.
    private static async Task<End> WantAsync(HttpClient[] gateways, int number, string slot)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, "/api/booking/demo-centre")
                {
                    Headers = { { "Idempotency-Key", $"contact-{number}" } },
                    Content = JsonContent.Create(new
                    {
                        slot_id = slot,
                        client_info = new
                        {
                            first_name = "Camille",
                            last_name = "Durand",
                            phone = $"+336444{number:00000}",
                            vehicle_brand = "Renault",
                            license_plate = $"AA-{number:000}-AA",
                        },
                    }),
                };
                using var answer = await gateways[attempt % 2].SendAsync(request, Cancellation);
                if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
                    continue;
                return new End(
                    answer.StatusCode, await answer.Content.ReadFromJsonAsync<JsonElement>(Cancellation), attempt + 1);
            }
            catch (Exception fault) when (fault is HttpRequestException or IOException
                && !Cancellation.IsCancellationRequested)
            {
                // That gateway is dead.
            }
        }
    }

    private async Task KillAsync(Task enough)
    {
        await enough.WaitAsync(Cancellation);
        await _dying.KillAsync();
        _cluster.Forget(_dying);
    }

    // Slots that do not overlap: each has two places of its own.
    private static async Task<string[]> ApartAsync(HttpClient gateway)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(3);
        var found = await gateway.GetFromJsonAsync<JsonElement>(
            $"/api/slots/demo-centre?start_date={day:yyyy-MM-dd}&end_date={day.AddDays(20):yyyy-MM-dd}", Cancellation);
        var chosen = new List<string>();
        var free = DateTimeOffset.MinValue;
        foreach (var slot in found.GetProperty("slots").EnumerateArray())
        {
            if (slot.GetProperty("slot_datetime").GetDateTimeOffset() < free)
                continue;
            chosen.Add(slot.GetProperty("slot_id").GetString()!);
            free = slot.GetProperty("ends_at").GetDateTimeOffset();
        }

        return [.. chosen.Take(Slots)];
    }

    private static HttpClient ClientOf(GatewayProcess gateway)
    {
        var client = new HttpClient { BaseAddress = gateway.Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);
        return client;
    }

    private async Task<long> AskAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(_cluster.Postgres.ConnectionString("gateway"));
        await connection.OpenAsync(Cancellation);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Cancellation) is long number ? number : 0;
    }

    private sealed record End(HttpStatusCode Status, JsonElement Body, int Attempts);
}
