using Gateway.Brain.Prospects;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using static Gateway.Brain.Tests.Sales.Stories.SalesScript;

namespace Gateway.Brain.Tests.Sales.Stories;

/// <summary>What the customer records are owed, and get without the contact's doing.</summary>
public sealed class SalesOwedTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DemoSales.Now);
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task What_could_not_be_recorded_is_without_the_contact_writing_again()
    {
        await using var script = Script(
            Judges(new LeadReading { Signals = [Signal.AskedDemo], Email = "n@lantier.example", Seats = 20 }),
            Calls("arrange", ("kind", "demo"), ("when", "jeudi matin")), Says("C’est noté."),
            Judges(new CrmEntry { Summary = "Wants to see it." }));
        await AskAsync("ALTER TABLE prospects RENAME TO prospects_away");
        var turn = script.Conversation.Next("une démo jeudi matin ? n@lantier.example");
        var answered = await script.Conversation.RunAsync(turn);
        script.Conversation.Commit(answered, turn);

        var wake = answered.Wakes.ShouldHaveSingleItem().Wake.ShouldNotBeNull();
        wake.EndsWhenContactWrites.ShouldBeTrue("who writes before has it recorded by that");
        var again = await WakeAsync(script, wake);
        again.Entries.ShouldBeEmpty();
        var later = again.Wakes.ShouldHaveSingleItem().Wake.ShouldNotBeNull();
        (later.At > wake.At, later.Payload).ShouldBe((true, "2"));

        await AskAsync("ALTER TABLE prospects_away RENAME TO prospects");
        var done = await WakeAsync(script, later);

        (done.Entries.Count, done.Wakes.Count).ShouldBe((0, 0));
        script.Sales.IsOwed.ShouldBeFalse();
        (await script.ProspectAsync()).ShouldNotBeNull().Email.ShouldBe("n@lantier.example");
        (await script.TasksAsync()).ShouldHaveSingleItem().Type.ShouldBe(TaskKind.Demo);
    }

    [Fact]
    public async Task A_time_that_comes_when_nothing_is_owed_any_more_changes_nothing()
    {
        await using var script = Script(
            Judges(new LeadReading { Signals = [Signal.AskedDemo], Email = "n@lantier.example", Seats = 20 }),
            Calls("arrange", ("kind", "demo"), ("when", "jeudi")), Says("C’est noté."), Judges(new CrmEntry()));
        await script.SayAsync("une démo jeudi ? n@lantier.example");
        await AskAsync("ALTER TABLE prospects RENAME TO prospects_away");

        var result = await WakeAsync(script, new Wake("sales-record", _clock.GetUtcNow(), "record"));

        (result.Entries.Count, result.Wakes.Count).ShouldBe((0, 0));
        script.Sales.IsOwed.ShouldBeFalse();
    }

    [Fact]
    public async Task An_address_that_is_told_after_something_was_arranged_is_recorded_then()
    {
        await using var script = Script(
            Judges(new LeadReading { Signals = [Signal.AskedDemo], Seats = 20 }),
            Calls("arrange", ("kind", "demo"), ("when", "jeudi")), Says("À quelle adresse ?"),
            Judges(new CrmEntry()),
            Judges(new Supervision { Lead = new LeadReading { Email = "nadia@lantier.example" } }),
            Says("C’est noté."), Judges(new CrmEntry()));
        await script.SayAsync("une démo jeudi ?");
        (await script.ProspectAsync()).ShouldNotBeNull().Email.ShouldBeNull();

        await script.SayAsync("nadia@lantier.example");

        (await script.ProspectAsync()).ShouldNotBeNull().Email.ShouldBe("nadia@lantier.example");
        (await script.TasksAsync()).Count.ShouldBe(1, "it is arranged once");
        script.Sales.IsOwed.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_does_not_want_to_be_written_to_any_more_is_on_nobodys_list()
    {
        await using var script = Script(
            Judges(new LeadReading { Signals = [Signal.JustLooking] }),
            Calls("follow_up_later", ("days", 60)), Says("Puis-je vous écrire ?"),
            Judges(new Supervision { Later = true }),
            Calls("follow_up_later", ("mayWrite", true)), Says("Entendu."), Judges(new CrmEntry()),
            Judges(new Supervision { Declines = true }),
            Calls("follow_up_later", ("mayWrite", false)), Says("Entendu."), Judges(new CrmEntry()));
        await script.SayAsync("je regarde juste");
        await script.SayAsync("oui");
        (await script.TasksAsync()).ShouldHaveSingleItem().DoneAt.ShouldBeNull();

        await script.SayAsync("finalement non, ne m’écrivez plus jamais");

        (await script.TasksAsync()).ShouldHaveSingleItem().DoneAt.ShouldNotBeNull();
        await using var db = _database.CreateDbContext();
        (await db.ProspectChanges.OrderBy(change => change.Id).Select(change => change.Note).ToListAsync(Cancellation))
            [^1].ShouldNotBeNull().ShouldContain("follow-up is closed");
    }

    [Theory]
    [InlineData("extraDiscount", 10)]
    [InlineData("trialDays", 30)]
    public async Task Nothing_is_given_away_to_who_has_held_nothing_against_an_offer(string what, int much)
    {
        await using var script = Script(
            Judges(new LeadReading { Seats = 20, Signals = [Signal.AskedPrice], Interests = ["time-clock"] }),
            Calls("make_offer", (what, much)), Says("Voyons."));

        await script.SayAsync("Combien pour 20 personnes ?");

        script.Sales.Offers.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_negotiated_may_be_offered_anew()
    {
        await using var script = Script(
            Judges(new LeadReading { Seats = 20, Signals = [Signal.AskedPrice], Interests = ["time-clock"] }),
            Calls("make_offer"), Says("Voici :"),
            Judges(new Supervision { Objection = ObjectionCategory.Price }),
            Calls("negotiate", ("category", "price"), ("words", "trop cher")), Says("Voici :"),
            Judges(new Supervision()), Calls("make_offer", ("extraDiscount", 2)), Says("Voici :"));
        await script.SayAsync("Combien pour 20 personnes ?");
        await script.SayAsync("trop cher");

        await script.SayAsync("et avec un petit geste ?");

        script.Sales.Standing.ShouldNotBeNull().ExtraDiscount.ShouldBe(2);
    }

    private SalesScript Script(params ScriptedModel.Answer[] answers) => new(_database, _clock, answers);

    private async Task AskAsync(string sql)
    {
        await using var command = _database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }

    private async Task<TurnResult> WakeAsync(SalesScript script, Wake wake)
    {
        _clock.Advance(wake.At > _clock.GetUtcNow() ? wake.At - _clock.GetUtcNow() : TimeSpan.Zero);
        var turn = script.Conversation.NextOf() with { Wakes = [wake] };
        var result = await script.Conversation.RunAsync(turn);
        script.Conversation.Commit(result, turn);
        return result;
    }
}
