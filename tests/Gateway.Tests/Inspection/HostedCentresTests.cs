using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Channels;
using Gateway.Inspection.Hosted;
using Gateway.Testing;
using Gateway.Tests.Workspaces;
using Gateway.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Tests.Inspection;

/// <summary>A database as installations of the booking interface have it at Supabase, used in place.</summary>
public sealed class HostedCentresTests : IAsyncLifetime
{
    private const string Id = HostedTables.Centre;

    private static readonly DateTimeOffset Day = new(2026, 12, 7, 0, 0, 0, TimeSpan.Zero);

    private PostgresServer _postgres = null!;
    private NpgsqlDataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _source = NpgsqlDataSource.Create(_postgres.ConnectionString());
        await RunAsync(HostedTables.Script);
    }

    public async ValueTask DisposeAsync()
    {
        await _source.DisposeAsync();
        await _postgres.DisposeAsync();
    }

    [Fact]
    public async Task Its_centres_are_served_as_workspaces_and_shown_with_what_it_keeps_of_them()
    {
        var data = Directory.CreateTempSubdirectory("gateway-data-").FullName;
        await using var gateway = await GatewayProcess.StartAsync(
            ("Gateway:DataPath", data), ("ConnectionStrings:Centres", _postgres.ConnectionString()));
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await gateway.ApiKeyAsync());

        JsonObject? centre = null;
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        while (centre is null)
        {
            using var answer = await http.GetAsync($"/api/centers/{Id}", deadline.Token);
            centre = answer.IsSuccessStatusCode
                ? await answer.Content.ReadFromJsonAsync<JsonObject>(deadline.Token)
                : null;
            await Task.Delay(centre is null ? 50 : 0, deadline.Token);
        }

        centre["status"]!.GetValue<string>().ShouldBe("active");
        centre["elevenlabs_agent_id"]!.GetValue<string>().ShouldBe("agent_1");
        centre["created_at"]!.GetValue<DateTimeOffset>()
            .ShouldBe(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));
        centre["opening_hours"]!["week"]!.ToJsonString()
            .ShouldBe("""{"mon":"08:00-18:00","tue":"08:00-12:00, 14:00-18:00"}""");
        using var changed = await http.PatchAsJsonAsync(
            $"/api/centers/{Id}", new JsonObject { ["center_name"] = "Autre" }, deadline.Token);
        changed.StatusCode.ShouldBe(System.Net.HttpStatusCode.Conflict);
        await gateway.StopAsync();
        Directory.Delete(data, recursive: true);
    }

    [Fact]
    public async Task What_changes_there_is_taken_up_and_what_is_wrong_or_inactive_is_not_served()
    {
        var (served, centres, _) = Open();
        (await centres.TryLookAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
        served.All.ShouldHaveSingleItem().Id.ShouldBe(Id);
        served.Faulty.ShouldHaveSingleItem().Errors.ShouldContain(error => error.Path == "$.opening_hours");

        await RunAsync(
            "UPDATE centers SET opening_hours = '\"lundi 8h-12h\"' WHERE center_name = 'Centre sans horaires'");
        (await centres.TryLookAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();

        served.All.Count.ShouldBe(2);
        await RunAsync("ALTER TABLE centers RENAME TO gone");
        (await centres.TryLookAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        served.All.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Appointments_there_take_their_time_and_ours_are_written_once_and_moved()
    {
        var (served, centres, appointments) = Open();
        await centres.TryLookAsync(TestContext.Current.CancellationToken);
        appointments.Hosts(Id).ShouldBeTrue();
        appointments.Hosts("demo-centre").ShouldBeFalse();

        (await ReadAsync()).Select(visit => (visit.Start, visit.Vehicle))
            .ShouldBe([(Day.AddHours(8), VehicleType.Car), (Day.AddHours(9), VehicleType.Car)]);
        var ours = Ours();
        await appointments.WriteAsync(ours, TestContext.Current.CancellationToken);
        ours.SlotDatetime = Day.AddHours(12);
        await appointments.WriteAsync(ours, TestContext.Current.CancellationToken);

        (await ReadAsync()).Select(visit => visit.Start)
            .ShouldBe([Day.AddHours(8), Day.AddHours(9), Day.AddHours(12)]);
        await using var command = _source.CreateCommand(
            "SELECT count(*) || ' ' || min(license_plate) || ' ' || min(notes) FROM appointments WHERE client_first_name = 'Ada'");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe("1 AB-123-CD none");
        await appointments.RemoveAsync("another", ours.Id, TestContext.Current.CancellationToken);
        (await ReadAsync()).Count.ShouldBe(3);
        await appointments.RemoveAsync(Id, ours.Id, TestContext.Current.CancellationToken);
        (await ReadAsync()).Count.ShouldBe(2);

        Task<IReadOnlyList<HostedVisit>> ReadAsync() => appointments.ReadAsync(
            Id, Day, Day.AddDays(1), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Nobody_writes_there_while_a_slot_is_taken_and_what_was_not_written_is_undone()
    {
        var (_, _, appointments) = Open();
        Task late;
        await using (var door = await appointments.CloseAsync(TestContext.Current.CancellationToken))
        {
            late = RunAsync(
                $"INSERT INTO appointments (center_id, slot_datetime) VALUES ('{Id}', '2026-12-07T11:00:00Z')");
            (await door.ReadAsync(Id, Day, Day.AddDays(1), TestContext.Current.CancellationToken)).Count.ShouldBe(2);
            late.IsCompleted.ShouldBeFalse();
        }

        await late;
        (await appointments.ReadAsync(Id, Day, Day.AddDays(1), TestContext.Current.CancellationToken)).Count
            .ShouldBe(3);
    }

    private static Appointment Ours() => new()
    {
        Id = Guid.NewGuid(),
        CenterId = Id,
        SlotDatetime = Day.AddHours(11),
        ClientFirstName = "Ada",
        ClientLastName = "Lovelace",
        ClientPhone = "+33612345678",
        VehicleBrand = "Renault",
        LicensePlate = "AB-123-CD",
        Vehicle = VehicleType.Car,
        Status = "confirmed",
        CreatedAt = Day,
        Bay = "1",
        Minutes = 30,
        Visit = VisitKind.Periodic,
        Currency = "EUR",
        Channel = "web",
        Key = "k",
        ChangedAt = Day,
    };

    private (ServedWorkspaces Served, HostedCentres Centres, HostedAppointments Appointments) Open()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            [KeyValuePair.Create<string, string?>("ConnectionStrings:Centres", _postgres.ConnectionString())]).Build();
        var database = new HostedDatabase(configuration);
        var served = new ServedWorkspaces(
            new HeldNames(Path.GetTempFileName(), NullLogger<HeldNames>.Instance), TestReaders.Channels,
            NullLogger<ServedWorkspaces>.Instance);
        var centres = new HostedCentres(
            database, new HostedCentreReader(TestReaders.Of(_ => null), new PublicAddress(Configured: null)), served,
            TimeProvider.System, NullLogger<HostedCentres>.Instance);
        return (served, centres, new HostedAppointments(database, served));
    }

    private async Task RunAsync(string sql)
    {
        await using var command = _source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
