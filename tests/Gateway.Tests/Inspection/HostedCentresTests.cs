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
    private const string Id = "6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01";

    private const string Script =
        """
        CREATE TABLE centers (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
          center_name text NOT NULL, average_control_duration integer DEFAULT 30, opening_hours jsonb,
          pricing_grid jsonb,
          allow_early_drop_off boolean DEFAULT false, allow_previous_day_drop_off boolean DEFAULT false,
          allow_late_pickup boolean DEFAULT false, allow_next_day_pickup boolean DEFAULT false,
          client_can_wait boolean DEFAULT true, payment_methods text[], calendar_url text, phone_number text,
          twilio_number text, elevenlabs_agent_id text, status text DEFAULT 'pending', user_id uuid,
          created_at timestamptz DEFAULT now());
        CREATE TABLE appointments (
          id uuid PRIMARY KEY DEFAULT gen_random_uuid(), center_id uuid REFERENCES centers (id),
          slot_datetime timestamptz NOT NULL, client_first_name text, client_last_name text, client_phone text,
          client_email text, vehicle_brand text, vehicle_model text, license_plate text, vehicle_type text,
          status text DEFAULT 'confirmed', created_at timestamptz DEFAULT now(), notes text DEFAULT 'none');
        INSERT INTO centers (id, center_name, opening_hours, pricing_grid, payment_methods, phone_number,
          elevenlabs_agent_id, status, created_at) VALUES
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01', 'Centre hébergé',
          '{"monday": {"open": "08:00", "close": "18:00"}, "tuesday": [{"start": "08:00", "end": "12:00"}, {"start": "14:00", "end": "18:00"}], "sunday": null}',
          '{"voiture_particuliere": {"essence": 79, "diesel": 80}, "moto": 60, "contre_visite": 20}',
          ARRAY['carte', 'especes'], '+33254000041', 'agent_1', 'active', '2026-01-02T03:04:05Z'),
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a02', 'Centre sans horaires', NULL, '{"moto": 60}', NULL, '0254000042',
          NULL, 'pending', now()),
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a03', 'Centre fermé', '"lundi 8h-18h"', '"moto 60"', NULL, '0254000043',
          NULL, 'inactive', now());
        INSERT INTO appointments (center_id, slot_datetime, vehicle_type, status) VALUES
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01', '2026-12-07T08:00:00Z', 'voiture_particuliere', 'confirmed'),
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01', '2026-12-07T09:00:00Z', NULL, 'confirmed'),
        ('6f1c1a52-7d0e-4a55-9b5e-0d7f3c1f0a01', '2026-12-07T10:00:00Z', 'moto', 'cancelled');
        """;

    private static readonly DateTimeOffset Day = new(2026, 12, 7, 0, 0, 0, TimeSpan.Zero);

    private PostgresServer _postgres = null!;
    private NpgsqlDataSource _source = null!;

    public async ValueTask InitializeAsync()
    {
        _postgres = await PostgresServer.StartAsync();
        _source = NpgsqlDataSource.Create(_postgres.ConnectionString());
        await RunAsync(Script);
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
        var centre = Centre.Parse(served.All.Single()).Centre!;

        (await ReadAsync([])).Select(time => (time.From, (time.To - time.From).TotalMinutes))
            .ShouldBe([(Day.AddHours(8), 30), (Day.AddHours(9), 30)]);
        var ours = Ours();
        await appointments.WriteAsync(ours, TestContext.Current.CancellationToken);
        ours.SlotDatetime = Day.AddHours(12);
        await appointments.WriteAsync(ours, TestContext.Current.CancellationToken);

        (await ReadAsync([])).Select(time => time.From)
            .ShouldBe([Day.AddHours(8), Day.AddHours(9), Day.AddHours(12)]);
        (await ReadAsync([ours.Id])).Count.ShouldBe(2);
        await using var command = _source.CreateCommand(
            "SELECT count(*) || ' ' || min(license_plate) || ' ' || min(notes) FROM appointments WHERE client_first_name = 'Ada'");
        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe("1 AB-123-CD none");

        Task<IReadOnlyList<TakenTime>> ReadAsync(Guid[] known) => appointments.ReadTakenAsync(
            centre, Day, Day.AddDays(1), known, TestContext.Current.CancellationToken);
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
