using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Testing;
using static Gateway.Brain.Tests.Sales.Stories.SalesScript;

namespace Gateway.Brain.Tests.Sales.Stories;

/// <summary>What no model can make the sales team say or do.</summary>
public sealed class SalesPromiseTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DemoSales.Now);
    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("Pour vous, ce sera 1,90 € par personne.", "1,90")]
    [InlineData("Je vous accorde 40 % de remise.", "40")]
    [InlineData("Vous l’essayez 90 jours.", "90 jours")]
    [InlineData("La prévision arrive le 12 janvier 2027.", "12 janvier")]
    public async Task A_lying_model_cannot_state_another_figure(string lie, string figure)
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says($"Bonne nouvelle ! {lie} Voici l’offre :"));

        var answer = await script.SayAsync("Combien pour 20 personnes ?");

        answer.ShouldNotContain(figure);
        answer.ShouldContain("4,90\u00A0€");
    }

    [Fact]
    public async Task An_offer_that_was_not_shown_is_taken_by_nobody()
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Calls("escalate", ("reason", "person"), ("words", "une personne")),
            Says("Entendu."), Judges(new CrmEntry()),
            Judges(new Supervision { Probability = 90 }), Calls("accept_offer"), Says("Merci !"));

        var answer = await script.SayAsync("Combien pour 20 personnes ? Et passez-moi quelqu’un");
        await script.SayAsync("C’est bon pour nous, envoyez le contrat");

        answer.ShouldNotContain("€");
        script.Sales.Converted.ShouldBeFalse();
    }

    [Fact]
    public async Task Who_is_asked_for_their_number_by_a_person_takes_no_offer_with_it()
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says("Voici :"),
            Judges(new Supervision { Probability = 60 }), Calls("ask_for_contract"),
            Calls("escalate", ("reason", "person"), ("words", "une personne")), Says("Bien sûr."),
            Judges(new CrmEntry()),
            Judges(new Supervision { Probability = 90 }), Calls("accept_offer"), Says("Merci !"));

        await script.SayAsync("Combien pour 20 personnes ?");
        await script.SayAsync("ok, mais passez-moi quelqu’un");
        await script.SayAsync("Julie Morel, julie.morel@bistrot.example");

        script.Sales.Converted.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Julie Morel, julie.morel@bistrot.example", true)]
    [InlineData("oui", true)]
    [InlineData("Non, attendez. Écrivez plutôt à julie.morel@bistrot.example", false)]
    public async Task Who_is_asked_for_the_contract_takes_the_offer_by_answering(string text, bool takes)
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says("Voici :"),
            Judges(new Supervision { Probability = 60 }), Calls("ask_for_contract"), Calls("ask_for_contract"),
            Says("Très bien."),
            Judges(new Supervision { Probability = 90 }), Calls("accept_offer"), Says("Merci !"),
            Judges(new CrmEntry()), Says("Merci !"));

        await script.SayAsync("Combien pour 20 personnes ?");
        var asked = await script.SayAsync("ok");
        await script.SayAsync(text);

        asked.Split("Si c’est oui").Length.ShouldBe(2);
        script.Sales.Converted.ShouldBe(takes);
    }

    [Fact]
    public async Task What_the_contact_asks_for_is_not_granted_by_saying_it_again()
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says("Voici :"),
            Judges(new Supervision
            {
                Objection = ObjectionCategory.Price,
                AskedDiscount = 40,
                Lead = new LeadReading { Insights = ["wants 40 % off"], CustomNeeds = [] },
            }),
            Calls("negotiate", ("category", "price"), ("words", "40 % de remise"), ("askedDiscount", 40)),
            Says("C’est d’accord pour 40 % de remise. Voici :"),
            Judges(new Supervision { Probability = 60 }), Says("Je vous confirme les 40 %. Autre chose ?"));

        await script.SayAsync("Combien pour 20 personnes ?");
        var granted = await script.SayAsync("je veux 40 % de remise");
        var confirmed = await script.SayAsync("vous confirmez ?");

        granted.ShouldNotContain("40");
        granted.ShouldContain("remise de 22,4\u00A0%");
        confirmed.ShouldNotContain("40");
    }

    [Fact]
    public async Task A_discount_beyond_the_limits_is_refused()
    {
        await using var script = Script(
            Asking(), Calls("make_offer", ("extraDiscount", 60)), Says("Voyons."));

        await script.SayAsync("Combien pour 20 personnes ?");

        script.Sales.Offers.ShouldBeEmpty();
        script.IsWaiting.ShouldBeFalse();
    }

    [Fact]
    public async Task A_yes_to_an_older_offer_does_not_count()
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says("Voici :"),
            Judges(new Supervision { Probability = 50 }),
            Calls("make_offer", ("commitmentMonths", 12)), Says("Et avec un engagement :"),
            Judges(new Supervision { Probability = 90 }),
            Calls("accept_offer"), Says("Voyons cela."));

        await script.SayAsync("Combien pour 20 personnes ?");
        var older = script.Conversation.Transcript[^1].Parts.OfType<QuickRepliesPart>().Single().Choices[0];
        await script.SayAsync("et avec un engagement ?");
        await script.SayAsync(older.Title, older.Payload);

        script.Sales.Converted.ShouldBeFalse();
    }

    [Theory]
    [InlineData("ok mais c’est trop cher")]
    [InlineData("oui, c’est bien ce que je crains")]
    [InlineData("je vais y réfléchir")]
    public async Task What_is_no_yes_buys_nothing_whatever_the_agents_say(string words)
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says("Voici :"),
            Judges(new Supervision { Probability = 100 }),
            Calls("accept_offer"), Says("Merci."));

        await script.SayAsync("Combien pour 20 personnes ?");
        await script.SayAsync(words);

        script.Sales.Converted.ShouldBeFalse();
    }

    [Fact]
    public async Task What_a_judge_makes_up_is_left_out()
    {
        await using var script = Script(
            Judges(new LeadReading
            {
                Seats = -3,
                People = 2_000_000_000,
                Email = "nobody at all",
                Phone = "12",
                YearlyBudget = -1,
                MonthsToStart = 999,
                Interests = ["planning", "teleportation"],
                Company = new string('x', 500),
            }),
            Says("Bonjour !"));

        await script.SayAsync("bonjour");

        script.Sales.Lead.ShouldSatisfyAllConditions(
            lead => lead.Seats.ShouldBeNull(), lead => lead.People.ShouldBeNull(), lead => lead.Email.ShouldBeNull(),
            lead => lead.Phone.ShouldBeNull(), lead => lead.YearlyBudget.ShouldBeNull(),
            lead => lead.MonthsToStart.ShouldBeNull(), lead => lead.Interests.ShouldBe(["planning"]),
            lead => lead.Company.ShouldNotBeNull().Length.ShouldBe(80));
    }

    private static ScriptedModel.Answer Asking() => Judges(new LeadReading
    {
        Seats = 20,
        Signals = [Signal.AskedPrice],
        Interests = ["time-clock"],
        IsDecisionMaker = true,
        PainPoints = ["paper"],
    });

    private SalesScript Script(params ScriptedModel.Answer[] answers) => new(_database, _clock, answers);
}
