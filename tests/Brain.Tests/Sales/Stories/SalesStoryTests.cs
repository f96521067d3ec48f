using Gateway.Brain.Prospects;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Testing;
using static Gateway.Brain.Tests.Sales.Stories.SalesScript;

namespace Gateway.Brain.Tests.Sales.Stories;

/// <summary>The four ways that a sales conversation goes, with agents that answer what stands here.</summary>
public sealed class SalesStoryTests(RecordsServer server) : IAsyncLifetime
{
    private readonly ManualClock _clock = new(DemoSales.Now);
    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Who_knows_what_they_want_has_bought_after_two_messages()
    {
        await using var script = Script(
            Judges(new LeadReading
            {
                Sector = "restauration",
                Seats = 20,
                IsDecisionMaker = true,
                MonthsToStart = 0,
                Signals = [Signal.AskedQuote],
                PainPoints = ["planning on paper"],
                Interests = ["time-clock"],
            }),
            Calls("make_offer", ("commitmentMonths", 12)), Says("Voici ce que je vous propose :"),
            Judges(new Supervision { Probability = 95, Sentiment = Sentiment.Positive }),
            Calls("accept_offer"), Says("Merci ! À quel nom et à quelle adresse e-mail envoyons-nous le contrat ?"),
            Judges(new CrmEntry { Summary = "A restaurant with 20 people takes the Team plan for a year." }),
            Judges(new Supervision
            {
                Lead = new LeadReading { FirstName = "Nadia", LastName = "Kessler", Email = "nadia@lantier.example" },
                Probability = 100,
            }),
            Judges(new CrmEntry()),
            Says("C’est noté, merci Nadia."));

        var offer = await script.SayAsync("Bonjour, il nous faut un devis pour 20 personnes, on décide vite");

        offer.ShouldContain("Équipe");
        offer.ShouldContain("4,41\u00A0€");
        offer.ShouldContain("1\u202F058,40\u00A0€");
        offer.ShouldEndWith("Acceptez-vous cette offre\u00A0?");
        script.Sales.ShouldSatisfyAllConditions(
            sales => sales.Type.ShouldBe(LeadType.Hot),
            sales => sales.Standing.ShouldNotBeNull().Plan.ShouldBe("team"),
            sales => sales.Converted.ShouldBeFalse());
        var replies = script.Conversation.Transcript[^1].Parts.OfType<QuickRepliesPart>().ShouldHaveSingleItem();
        replies.Choices.Count.ShouldBe(3);

        await script.SayAsync("oui");

        script.Sales.ShouldSatisfyAllConditions(
            sales => sales.Converted.ShouldBeTrue(), sales => sales.AcceptedOffer.ShouldBe(1),
            sales => sales.Closed.ShouldBeTrue(), sales => sales.ConversionRecorded.ShouldBeTrue(),
            sales => sales.Asked.ShouldBe(["name", "email"]));
        (await script.ProspectAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(
            prospect => prospect.Status.ShouldBe(ProspectStatus.Won),
            prospect => prospect.Solution.ShouldBe("sales"),
            prospect => prospect.Summary.ShouldNotBeNull().ShouldContain("20 people"));
        (await script.TasksAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            task => (task.Type, task.Priority).ShouldBe((TaskKind.Contract, "HIGH")),
            task => task.Assignee.ShouldBe("Yanis Ferrand"));

        (await script.SayAsync("Nadia Kessler, nadia@lantier.example")).ShouldContain("Nadia");

        (await script.ProspectAsync()).ShouldNotBeNull().ShouldSatisfyAllConditions(
            prospect => prospect.LastName.ShouldBe("Kessler"),
            prospect => prospect.Email.ShouldBe("nadia@lantier.example"));
        (await script.TasksAsync()).Count.ShouldBe(1, "the contract is sent once");
    }

    [Fact]
    public async Task Who_finds_it_too_dear_gets_less_for_longer_and_buys()
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says("Voici :"),
            Judges(new Supervision
            {
                Objection = ObjectionCategory.Price,
                Probability = 50,
                AskedDiscount = 10,
            }),
            Calls("negotiate", ("category", "price"), ("words", "trop cher"), ("askedDiscount", 10)),
            Says("Je comprends. En s’engageant, le prix baisse :"),
            Judges(new Supervision { Probability = 90 }),
            Calls("accept_offer"), Says("Parfait, merci !"),
            Judges(new CrmEntry { Summary = "Won after one round." }));

        await script.SayAsync("Combien pour 20 personnes ?");
        var second = await script.SayAsync("C’est trop cher, il me faudrait 10 %");

        second.ShouldContain("n°\u00A02");
        second.ShouldContain("4,41\u00A0€");
        script.Sales.ShouldSatisfyAllConditions(
            sales => sales.NegotiationCount.ShouldBe(1),
            sales => sales.Tried.ShouldHaveSingleItem().Strategy.ShouldBe(Strategy.ConditionalDiscount),
            sales => sales.CurrentOffer.ShouldBe(2), sales => sales.Read.ShouldBeNull());

        await script.SayAsync("oui");

        script.Sales.ShouldSatisfyAllConditions(
            sales => sales.Converted.ShouldBeTrue(), sales => sales.AcceptedOffer.ShouldBe(2));
        (await script.TasksAsync()).ShouldHaveSingleItem().Type.ShouldBe(TaskKind.Contract);
    }

    [Fact]
    public async Task The_third_round_is_a_persons()
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says("Voici :"),
            Objecting(ObjectionCategory.Price), Negotiating("price"), Says("Je comprends."),
            Objecting(ObjectionCategory.Timing), Negotiating("timing"), Says("Prenez le temps."),
            Objecting(ObjectionCategory.Trust), Negotiating("trust"), Says("Je vous comprends bien."),
            Judges(new CrmEntry { Summary = "Three rounds." }));

        await script.SayAsync("Combien pour 20 personnes ?");
        await script.SayAsync("trop cher");
        await script.SayAsync("et ce n’est pas le moment");
        var last = await script.SayAsync("et je ne vous connais pas");

        last.ShouldContain("Hélène Marchetti");
        last.ShouldContain("24\u00A0heures");
        last.ShouldContain("bonjour@corvalis.example");
        script.Sales.ShouldSatisfyAllConditions(
            sales => sales.Escalation.ShouldBe(EscalationReason.ThreeNegotiations),
            sales => sales.EscalationRecorded.ShouldBeTrue());
        script.Conversation.Status.ShouldBe(SessionStatus.Waiting);
        script.IsWaiting.ShouldBeFalse("a plain yes buys nothing any more");
        (await script.TasksAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            task => (task.Type, task.Priority, task.Assignee).ShouldBe(
                (TaskKind.Escalation, "HIGH", "Hélène Marchetti")),
            task => task.DueAt.ShouldBeLessThanOrEqualTo(_clock.GetUtcNow().AddHours(24)),
            task => task.Details.ShouldNotBeNull().ShouldContain("reason: threeNegotiations"),
            task => task.Details.ShouldNotBeNull().ShouldContain("contact: trop cher"));
    }

    [Theory]
    [InlineData("oui", false)]
    [InlineData("ok, mais rappelez-moi", false)]
    [InlineData("bon allez c’est d’accord, on signe, envoyez le contrat", true)]
    public async Task What_was_offered_before_is_still_taken_in_so_many_words_alone(string text, bool takes)
    {
        await using var script = Script(
            Asking(), Calls("make_offer"), Says("Voici :"),
            Objecting(ObjectionCategory.Trust), Negotiating("trust"), Says("Je vous comprends."),
            Judges(new Supervision { Probability = 50 }),
            Calls("accept_offer"), Says("Très bien."), Judges(new CrmEntry()), Says("Très bien."));

        await script.SayAsync("Combien pour 20 personnes ?");
        await script.SayAsync("et je ne vous connais pas");
        await script.SayAsync(text);

        script.Sales.Converted.ShouldBe(takes);
    }

    [Fact]
    public async Task Who_does_not_buy_now_is_written_to_later_with_their_yes_only()
    {
        await using var script = Script(
            Judges(new LeadReading { Signals = [Signal.JustLooking] }),
            Calls("follow_up_later", ("days", 60)), Says("Puis-je vous écrire dans quelque temps ?"),
            Judges(new Supervision { Later = true, Probability = 10 }),
            Calls("follow_up_later", ("mayWrite", true)), Says("Entendu, à bientôt."),
            Judges(new CrmEntry { Summary = "Only looks around." }));

        await script.SayAsync("je regarde juste, pas de projet");

        script.Sales.ShouldSatisfyAllConditions(
            sales => sales.Type.ShouldBe(LeadType.Cold), sales => sales.Asked.ShouldBe(["mayWrite"]),
            sales => sales.MayWriteLater.ShouldBeNull());
        (await script.ProspectAsync()).ShouldBeNull();

        var turn = script.Conversation.Next("oui");
        var result = await script.Conversation.RunAsync(turn);
        script.Conversation.Commit(result, turn);

        result.Wakes.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            wake => wake.Name.ShouldBe("nurture"),
            wake => wake.Wake.ShouldNotBeNull().EndsWhenContactWrites.ShouldBeTrue(),
            wake => wake.Wake!.At.ShouldBe(_clock.GetUtcNow().AddDays(60)));
        (await script.ProspectAsync()).ShouldNotBeNull().Status.ShouldBe(ProspectStatus.Cold);
        (await script.TasksAsync()).ShouldHaveSingleItem().Type.ShouldBe(TaskKind.FollowUp);
    }

    [Fact]
    public async Task A_wish_for_a_person_that_a_judge_read_is_told_by_who_answers()
    {
        await using var script = Script(
            Asking(), Says("Volontiers. Combien êtes-vous ?"),
            Judges(new Supervision { WantsPerson = true, Probability = 40 }),
            Judges(new CrmEntry()),
            Says("Bien sûr."));

        await script.SayAsync("Bonjour, quel est le prix ?");
        var answer = await script.SayAsync("je préfère parler à quelqu’un");

        answer.ShouldContain("Hélène Marchetti");
        (await script.TasksAsync()).ShouldHaveSingleItem().Type.ShouldBe(TaskKind.Escalation);
    }

    [Fact]
    public async Task An_offer_over_the_limit_is_a_persons()
    {
        await using var script = Script(
            Judges(new LeadReading { Seats = 400, Interests = ["multi-site"], Signals = [Signal.AskedQuote] }),
            Calls("make_offer"), Says("Un instant."), Judges(new CrmEntry()));

        var answer = await script.SayAsync("un devis pour 400 personnes sur 12 sites");

        answer.ShouldNotContain("€");
        script.Sales.ShouldSatisfyAllConditions(
            sales => sales.Escalation.ShouldBe(EscalationReason.ValueOverLimit),
            sales => sales.Standing.ShouldBeNull());
        script.IsWaiting.ShouldBeFalse();
    }

    [Fact]
    public async Task What_was_arranged_becomes_a_task()
    {
        await using var script = Script(
            Judges(new LeadReading { Signals = [Signal.AskedDemo], Email = "n@lantier.example", Seats = 20 }),
            Calls("arrange", ("kind", "demo"), ("when", "jeudi matin")), Says("C’est noté."),
            Judges(new CrmEntry { Tasks = [new CrmStep { Type = TaskType.Demo, Title = "Show it" }] }));

        await script.SayAsync("une démo jeudi matin ? n@lantier.example");

        (await script.TasksAsync()).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            task => (task.Type, task.Assignee).ShouldBe((TaskKind.Demo, "Yanis Ferrand")),
            task => task.Details.ShouldBe("jeudi matin"));
    }

    private static ScriptedModel.Answer Asking() => Judges(new LeadReading
    {
        Seats = 20,
        Signals = [Signal.AskedPrice],
        Interests = ["time-clock"],
        IsDecisionMaker = true,
        PainPoints = ["paper"],
    });

    private static ScriptedModel.Answer Objecting(ObjectionCategory category) =>
        Judges(new Supervision { Objection = category, Probability = 40 });

    private static ScriptedModel.Answer Negotiating(string category) =>
        Calls("negotiate", ("category", category), ("words", "non"));

    private SalesScript Script(params ScriptedModel.Answer[] answers) => new(_database, _clock, answers);
}
