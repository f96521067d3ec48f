using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Gateway.Brain;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Provisioning;
using Gateway.Brain.Records;
using Gateway.Brain.Shop;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Gateway.Benchmarks;

/// <summary>
/// What the planning of a centre costs: the free slots of a week among 5,000 appointments in four bays, and bookings
/// when many want the same few slots over two books on one database; beside them, in the same run, the bare query and
/// the bare rows (<see cref="BarePlanning"/>).
/// </summary>
internal sealed class PlanningCosts(Scale scale, TextWriter output)
{
    private const int Bays = 4;
    private const int Booked = 5_000;
    private const int Callers = 64;
    private const int VisitMinutes = 30;

    // Of ten places nine are taken: what is free lies scattered.
    private const int Taken = 9;

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 7, 0, 0, TimeSpan.Zero);

    private static Centre Centre { get; } = new()
    {
        Id = "large-centre",
        Name = "Large",
        Locale = "fr",
        Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/Paris"),
        Currency = "EUR",
        Hours = new OpeningHours
        {
            Week = Enumerable.Range(1, 6).ToDictionary(
                day => (DayOfWeek)day,
                _ => (IReadOnlyList<OpenSpan>)
                [
                    new OpenSpan(new TimeOnly(8, 0), new TimeOnly(12, 0)),
                    new OpenSpan(new TimeOnly(13, 0), new TimeOnly(19, 0)),
                ]),
        },
        Bays = [.. Enumerable.Range(1, Bays).Select(bay => new Bay($"{bay}", $"Bay {bay}", [VehicleType.Car]))],
        Minutes = VisitMinutes,
        StepMinutes = VisitMinutes,
        Prices = new PriceGrid([new Price(null, null, VisitKind.Periodic, 79)]),
        Policies = new CentrePolicies(true, true, true, true, true),
        DaysAhead = 120,
    };

    private static ClientInfo Client { get; } =
        new("Camille", "Durand", "+33612345678", null, "Renault", null, "AB-123-CD");

    public async Task RunAsync()
    {
        await using var postgres = await PostgresServer.StartAsync();
        await using var first = Node(postgres);
        await using var second = Node(postgres);
        await first.GetRequiredService<RecordsMigrator>().MigrateAsync(CancellationToken.None);
        output.WriteLine(
            Text($"{Environment.ProcessorCount} processors, {RuntimeInformation.FrameworkDescription},"));
        output.WriteLine(Text($"{RuntimeInformation.OSDescription}; load average {Disk.LoadAverage()}."));
        output.WriteLine();
        await ContendAsync(first, second);
        var last = await FillAsync(first);
        await SearchAsync(
            first.GetRequiredService<PlanningBook>(),
            new BarePlanning(first.GetRequiredService<NpgsqlDataSource>(), Centre.Id, Bays), last);
        output.WriteLine(Text($"At the end the load average was {Disk.LoadAverage()}."));
    }

    private async Task SearchAsync(PlanningBook book, BarePlanning bare, DateOnly last)
    {
        var (times, bareTimes) = (new List<double>(), new List<double>());
        var begin = WeekOf(0);
        var weeks = (last.DayNumber - begin.DayNumber) / 7;
        var (found, read, rounds) = (0, 0, scale.Searches / 10);
        for (var round = -rounds; round < scale.Searches; round++)
        {
            var from = WeekOf((round + rounds) % weeks);
            var started = Stopwatch.GetTimestamp();
            var slots = await book.FindAsync(
                Centre, new SlotQuery(from, from.AddDays(6), VehicleType.Car), null, CancellationToken.None);
            var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            started = Stopwatch.GetTimestamp();
            var rows = await bare.ReadAsync(from, from.AddDays(6));
            if (round < 0)
                continue;
            bareTimes.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
            times.Add(took);
            (found, read) = (found + slots.Count, read + rows);
        }

        output.WriteLine(Text($"## Free slots of a week, {Bays} bays, {Booked:N0} appointments"));
        output.WriteLine();
        output.WriteLine("| | searches | found a week | median ms | p99 ms | slowest ms |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: |");
        Write("free slots", times, found);
        Write("the bare query: what is taken", bareTimes, read);
        output.WriteLine();

        void Write(string what, List<double> measured, int all)
        {
            measured.Sort();
            var (median, p99) = (measured[measured.Count / 2], measured[measured.Count * 99 / 100]);
            output.WriteLine(Text(
                $"| {what} | {measured.Count:N0} | {(double)all / measured.Count:N1} | {median:N2} | {p99:N2} | {measured[^1]:N2} |"));
        }
    }

    // Twice as many callers as places, all for the same two weeks.
    private async Task ContendAsync(ServiceProvider firstNode, ServiceProvider secondNode)
    {
        var (first, second) = (
            firstNode.GetRequiredService<PlanningBook>(), secondNode.GetRequiredService<PlanningBook>());
        var query = new SlotQuery(WeekOf(0), WeekOf(0).AddDays(13), VehicleType.Car);
        var slots = await first.FindAsync(Centre, query, null, CancellationToken.None);
        var wishes = slots.SelectMany(slot => Enumerable.Repeat(slot, Bays * 2)).ToArray();
        new Random(7).Shuffle(wishes);
        await WarmUpAsync(firstNode, first, second);
        output.WriteLine(Text(
            $"## Bookings under contention, {Callers} callers over two nodes, {slots.Count * Bays} places"));
        output.WriteLine();
        var contention = new BookingContention(wishes, Callers, output);
        output.WriteLine(
            "| | asked | booked | gone | asked again after 3 s | booked a second | answered a second | processor ms each |");
        output.WriteLine("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        await contention.MeasureAsync("bookings", async (caller, slot, key) =>
            await BookAsync(caller % 2 == 0 ? first : second, slot, key) is BookingOutcome.Booked);
        BarePlanning[] bare =
        [
            .. new[] { firstNode, secondNode }.Select(
                node => new BarePlanning(node.GetRequiredService<NpgsqlDataSource>(), "bare", Bays)),
        ];
        await contention.MeasureAsync(
            "the bare rows", (caller, slot, key) => bare[caller % 2].BookAsync(slot, key));
        output.WriteLine();
    }

    // Until what runs is compiled at its best: on a busy machine that takes its time. Nobody wants what is booked here.
    private async Task WarmUpAsync(ServiceProvider firstNode, PlanningBook first, PlanningBook second)
    {
        var query = new SlotQuery(WeekOf(8), WeekOf(8).AddDays(1), VehicleType.Car);
        var slots = await first.FindAsync(Centre, query, null, CancellationToken.None);
        var started = Stopwatch.GetTimestamp();
        for (var round = 0; Stopwatch.GetElapsedTime(started) < scale.Compiling; round++)
        {
            await Task.WhenAll(slots.SelectMany(slot => Enumerable.Range(0, Bays * 2).Select(caller => BookAsync(
                caller % 2 == 0 ? first : second, slot, Text($"warm-{round}-{caller}-{slot.Id}")))));
            await using var db = await firstNode.GetRequiredService<IDbContextFactory<RecordsDbContext>>()
                .CreateDbContextAsync();
            await db.Appointments.ExecuteDeleteAsync();
        }
    }

    private static Task<BookingOutcome> BookAsync(PlanningBook book, Slot slot, string key) => book.BookAsync(
        Centre, slot, Client, new BookingOrigin(key, null, null, "api"), null, CancellationToken.None);

    private static async Task<DateOnly> FillAsync(ServiceProvider node)
    {
        await using var db = await node.GetRequiredService<IDbContextFactory<RecordsDbContext>>()
            .CreateDbContextAsync();
        await db.Appointments.ExecuteDeleteAsync();
        var places = FreeSlots
            .Find(Centre, [], new SlotQuery(WeekOf(0), DateOnly.MaxValue, VehicleType.Car), Now)
            .SelectMany(slot => Centre.Bays.Select(bay => (slot, bay)))
            .Where((_, number) => number % 10 < Taken)
            .Take(Booked)
            .ToList();
        foreach (var some in places.Chunk(500))
        {
            foreach (var (slot, bay) in some)
            {
                var id = Guid.CreateVersion7();
                var origin = new BookingOrigin(Text($"{slot.Id}:{bay.Id}"), null, null, "api");
                db.Appointments.Add(Appointment.Of(id, Centre, slot, bay.Id, Client, origin, Now));
                db.BayTimes.Add(new BayTime
                {
                    Workspace = Centre.Id,
                    Bay = bay.Id,
                    During = new(slot.Start.UtcDateTime, true, slot.End.UtcDateTime, false),
                    Kind = BayTimeKind.Appointment,
                    Appointment = id,
                });
            }

            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
        }

        await db.Database.ExecuteSqlAsync($"ANALYZE");
        return DateOnly.FromDateTime(places[^1].slot.Start.DateTime);
    }

    private static DateOnly WeekOf(int number) => new DateOnly(2026, 12, 7).AddDays(7 * number);

    private static ServiceProvider Node(PostgresServer postgres)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        // The migrator wants the whole model, whatever is asked of it.
        services.AddBrain(new ConfigurationBuilder().Build()).AddShop().AddPlanning().AddCalendarRecords()
            .AddNoticeRecords().AddProvisioningRecords();
        services.AddSingleton<TimeProvider>(new ManualClock(Now));
        services.AddSingleton(_ => NpgsqlDataSource.Create(postgres.ConnectionString() + ";Maximum Pool Size=40"));
        services.AddRecords();
        return services.BuildServiceProvider();
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
