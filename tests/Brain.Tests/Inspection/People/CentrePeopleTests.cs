using System.Text.Json.Nodes;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.People;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Inspection.Statistics;
using Gateway.Brain.Tests.Inspection.Notices;
using Gateway.Brain.Tests.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions.Workspaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.Inspection.People;

public sealed class CentrePeopleTests(RecordsServer server) : IAsyncLifetime
{
    private const string Centre = "demo-centre";

    private static readonly DateOnly Thursday = new(2026, 12, 3);
    private static readonly Person Camille = new(Centre) { Phones = ["+33612345678"] };

    private RecordsDatabase _database = null!;
    private NoticeWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private CentrePeople People => new(_database, _world.Clock);

    public async ValueTask InitializeAsync() => _world = new NoticeWorld(_database = await server.CreateAsync());

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task All_that_is_held_of_somebody_is_shown_and_of_nobody_else()
    {
        await FillAsync();

        var held = (await People.ExportAsync(Camille, Cancellation)).ShouldNotBeNull();

        Count(held, "appointments").ShouldBe(1);
        held["appointments"]![0]!["client_last_name"]!.GetValue<string>().ShouldBe("Durand");
        held["appointments"]![0]!["license_plate"]!.GetValue<string>().ShouldBe("AB-123-CD");
        Count(held, "waiting_entries").ShouldBe(1);
        Count(held, "holds").ShouldBe(1);
        Count(held, "notices").ShouldBe(4);
        // One to her, and one about her to the centre.
        Count(held, "mails").ShouldBe(2);
        held.ToJsonString().ShouldNotContain("Moreau");
        (await People.ExportAsync(Camille with { Workspace = "other-centre" }, Cancellation)).ShouldBeNull();
        (await People.ExportAsync(new Person(Centre), Cancellation)).ShouldBeNull();
        (await People.ExportAsync(new Person(Centre) { Emails = ["CAMILLE@example.com"] }, Cancellation))
            .ShouldNotBeNull();
    }

    [Fact]
    public async Task Who_is_forgotten_stands_nowhere_any_more_and_times_and_figures_stay()
    {
        await FillAsync();
        var before = await FiguresAsync();
        var taken = await _database.AskAsync<string>(Taken);

        (await People.EraseAsync(Camille, Cancellation)).ShouldBe(5);

        foreach (var table in (string[])["appointments", "waiting_entries", "bay_times", "notices", "mails"])
        {
            (await _database.AskAsync<long>(
                $"SELECT count(*) FROM {table} t WHERE t::text ~* 'durand|camille|612345678|AB-123-CD'"))
                .ShouldBe(0, table);
        }

        (await _database.AskAsync<string>(Taken)).ShouldBe(taken);
        (await FiguresAsync()).ShouldBe(before);
        (await _database.AskAsync<string>(
            "SELECT string_agg(client_last_name, ' ' ORDER BY client_last_name) FROM appointments"))
            .ShouldBe("- Moreau");
        (await _database.AskAsync<string>("SELECT status FROM waiting_entries")).ShouldBe(WaitingStatus.Withdrawn);
        (await _database.AskAsync<long>("SELECT count(*) FROM bay_times WHERE kind = 'hold'")).ShouldBe(0);
        (await People.ExportAsync(Camille, Cancellation)).ShouldBeNull();
        (await People.EraseAsync(Camille, Cancellation)).ShouldBe(0);
    }

    [Fact]
    public async Task In_a_database_of_the_centres_own_they_are_forgotten_too()
    {
        var there = new FakeHosted();
        var hosted = new HostedBook(_database, there, _world.Clock, NullLogger<HostedBook>.Instance);
        var book = new PlanningBook(_database, _world.Clock, waiting: null, news: null, hosted);
        await book.BookAsync(
            NoticeWorld.Centre, Planned.At(Thursday, 9, 20), Planned.Client, Planned.Origin("a"), null, Cancellation);
        there.Names.ShouldBe(["Durand"]);

        await new CentrePeople(_database, _world.Clock, hosted).EraseAsync(Camille, Cancellation);

        there.Names.ShouldBe(["-"]);
    }

    private const string Taken =
        "SELECT string_agg(bay || during::text, ' ' ORDER BY bay, during) FROM bay_times WHERE kind = 'appointment'";

    private async Task FillAsync()
    {
        await _world.BookAsync(Planned.At(Thursday, 9, 20));
        await _world.BookAsync(
            Planned.At(Thursday, 10, 0), "2", client: new ClientInfo(
                "Nadia", "Moreau", "+33612345679", "nadia@example.com", "Dacia", null, "AB-124-CD"));
        var line = new WaitingLine(_database, _world.Clock, NullLogger<WaitingLine>.Instance);
        var (entry, _) = await line.JoinAsync(
            NoticeWorld.Centre,
            new WaitingDraft(new SlotQuery(Thursday, Thursday, VehicleType.Car), "+33612345678")
            {
                FirstName = "Camille",
                LastName = "Durand",
            },
            Planned.Origin("w"), Cancellation);
        await _world.Book.HoldAsync(
            NoticeWorld.Centre, [Planned.At(Thursday, 14, 10)], entry.ShouldNotBeNull().Holder, Cancellation);
    }

    private async Task<string> FiguresAsync()
    {
        var from = new DateTimeOffset(2026, 12, 3, 0, 0, 0, TimeSpan.Zero);
        var figures = await new CentreStatistics(_database).CountAsync(
            NoticeWorld.Centre, from, from.AddDays(1), Cancellation);
        return System.Text.Json.JsonSerializer.Serialize(figures);
    }

    private static int Count(JsonObject held, string name) => held[name]!.AsArray().Count;
}
