using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Npgsql;

namespace Gateway.Brain.Tests.Inspection.Planning;

public sealed class TwoNodesBookTests(RecordsServer server) : IAsyncLifetime
{
    private const int Contacts = 200;
    private const int Places = 50;
    private const string Second = "second-node";

    // Five days of five hours, an hour a visit, two bays: fifty places, and none more within the days that are planned.
    private static readonly Centre Full = Planned.Centre with
    {
        Hours = new OpeningHours
        {
            Week = Planned.Centre.Hours.Week.ToDictionary(
                day => day.Key,
                _ => (IReadOnlyList<OpenSpan>)[new OpenSpan(new TimeOnly(8, 0), new TimeOnly(13, 0))]),
        },
        Minutes = 60,
        NoticeMinutes = 24 * 60,
        DaysAhead = 7,
    };

    private readonly ManualClock _clock = new(Planned.Now);
    private RecordsDatabase _first = null!;
    private RecordsDatabase _second = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _first = await server.CreateAsync();
        _second = new RecordsDatabase(NpgsqlDataSource.Create(
            new NpgsqlConnectionStringBuilder(_first.DataSource.ConnectionString)
            {
                ApplicationName = Second,
                MaxPoolSize = 20,
            }));
    }

    public async ValueTask DisposeAsync()
    {
        await _second.DisposeAsync();
        await _first.DisposeAsync();
    }

    [Fact]
    public async Task Two_hundred_contacts_over_two_nodes_of_which_one_keeps_dying_book_fifty_places_once_each()
    {
        (await new PlanningBook(_first, _clock).FindAsync(
            Full, new SlotQuery(DateOnly.MinValue, DateOnly.MaxValue, VehicleType.Car), null, Cancellation))
            .Count.ShouldBe(Places / 2);
        using var over = new CancellationTokenSource();
        var deaths = KillAsync(over.Token);

        var ends = await Task.WhenAll(Enumerable.Range(0, Contacts)
            .Select(number => Task.Run(() => WantAsync(number), Cancellation)));
        await over.CancelAsync();

        (await deaths).ShouldBeGreaterThan(5);
        ends.Count(end => end.Booked is not null).ShouldBe(Places);
        ends.Where(end => end.Booked is null).ShouldAllBe(end => end.IsNothingLeft);
        ends.Count(end => end.Alternatives > 0).ShouldBeGreaterThan(Places);
        ends.Select(end => end.Booked?.Id).OfType<Guid>().Distinct().Count().ShouldBe(Places);
        (await _first.AskAsync<long>("SELECT count(*) FROM appointments")).ShouldBe(Places);
        (await _first.AskAsync<long>(
            """
            SELECT count(DISTINCT (bay_times.bay, during))
            FROM bay_times JOIN appointments ON appointments.id = appointment
            WHERE bay_times.bay = appointments.bay AND lower(during) = slot_datetime AND kind = 'appointment'
            """)).ShouldBe(Places);
        (await _first.AskAsync<long>("SELECT count(*) FROM bay_times WHERE kind = 'hold'")).ShouldBe(0);
    }

    [Fact]
    public async Task The_database_itself_takes_no_second_time_in_a_bay()
    {
        const string Taken =
            """
            INSERT INTO bay_times (workspace, bay, during, kind) VALUES
                ('c', '1', '[2026-12-01 08:00+00, 2026-12-01 08:40+00)', 'block'),
                ('c', '1', '[2026-12-01 08:40+00, 2026-12-01 09:20+00)', 'block'),
                ('c', '2', '[2026-12-01 08:00+00, 2026-12-01 08:40+00)', 'block'),
                ('d', '1', '[2026-12-01 08:00+00, 2026-12-01 08:40+00)', 'block')
            """;
        await _first.AskAsync<object>(Taken);

        var refused = await Should.ThrowAsync<PostgresException>(() => _first.AskAsync<object>(
            """
            INSERT INTO bay_times (workspace, bay, during, kind)
            VALUES ('c', '1', '[2026-12-01 09:19+00, 2026-12-01 10:00+00)', 'block')
            """));

        (refused.SqlState, refused.ConstraintName).ShouldBe((PostgresErrorCodes.ExclusionViolation, "bay_times_once"));
    }

    // One half of the contacts speaks with each node. Who gets no answer asks the other, under the same key.
    private async Task<End> WantAsync(int number)
    {
        var holder = $"contact-{number}";
        var wanted = Planned.At(Planned.Tomorrow, 8 + (number % 5), 0, centre: Full);
        var end = new End(null, 0, IsNothingLeft: false);
        for (var round = 0; ; round++)
        {
            var (slot, key) = (wanted, $"{holder}:{round}");
            var outcome = await AskAsync(number, async book =>
            {
                if (number % 3 == 0)
                    await book.HoldAsync(Full, [slot], holder, Cancellation);
                return await book.BookAsync(
                    Full, slot, Planned.Client with { Phone = $"+336{number:00000000}" }, Planned.Origin(key), holder,
                    Cancellation);
            });
            switch (outcome)
            {
                case BookingOutcome.Booked(var appointment):
                    return end with { Booked = appointment };
                case BookingOutcome.Gone { Nearest: [] } when await IsOverAsync(number):
                    return end with { IsNothingLeft = true };
                case BookingOutcome.Gone(var nearest):
                    end = end with { Alternatives = end.Alternatives + nearest.Count };
                    wanted = nearest.Count > 0 ? nearest[number % nearest.Count] : wanted;
                    break;
                default:
                    throw new InvalidOperationException($"{outcome}");
            }
        }
    }

    // What others merely hold may come free again.
    private Task<bool> IsOverAsync(int number) => AskAsync(number, async book =>
    {
        await book.ReleaseAsync(Full, $"contact-{number}", Cancellation);
        return await _first.AskAsync<long>("SELECT count(*) FROM appointments") == Places;
    });

    private async Task<T> AskAsync<T>(int number, Func<PlanningBook, Task<T>> question)
    {
        for (var attempt = number; ; attempt++)
        {
            try
            {
                return await question(new PlanningBook(attempt % 2 == 0 ? _first : _second, _clock));
            }
            catch (Exception fault) when (attempt % 2 == 1 && !Cancellation.IsCancellationRequested)
            {
                // The node is dead: nobody knows how far it came.
                _ = fault;
            }
        }
    }

    private async Task<int> KillAsync(CancellationToken over)
    {
        var deaths = 0;
        while (!over.IsCancellationRequested)
        {
            deaths += (int)await _first.AskAsync<long>(
                $"""
                SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
                WHERE application_name = '{Second}' AND random() < 0.3
                """);
            await Task.Yield();
        }

        return deaths;
    }

    private sealed record End(Appointment? Booked, int Alternatives, bool IsNothingLeft);
}
