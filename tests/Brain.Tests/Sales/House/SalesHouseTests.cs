using Gateway.Brain.Sales.State;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Sales.House;

/// <summary>The four ways a sale goes, with no model but the house's.</summary>
public sealed class SalesHouseTests(RecordsServer server) : IAsyncLifetime
{
    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(
        "fr",
        "Bonjour, on est un restaurant de 18 salariés, je fais les plannings sur Excel et j'en peux plus. C'est combien ?",
        "Parfait, on signe !", "Julie Morel, julie.morel@bistrot.example")]
    [InlineData(
        "en", "Hi, we are a chain of gyms, 25 staff, I'm the owner and rotas take me all Sunday. What does it cost?",
        "Deal, where do I sign?", "Tom Baker, tom@gyms.example")]
    public async Task Quick_conversion(string locale, string need, string yes, string details)
    {
        await using var talk = new SalesTalk(_database, locale);

        await talk.SayAsync(need);
        await talk.SayAsync(yes);
        await talk.SayAsync(details);

        TestContext.Current.TestOutputHelper?.WriteLine(talk.Transcript);
        talk.Sales.Converted.ShouldBeTrue(talk.Transcript);
        talk.Sales.Lead.Email.ShouldNotBeNull(talk.Transcript);
        talk.Sales.Lead.LastName.ShouldNotBeNull(talk.Transcript);
    }

    [Theory]
    [InlineData(
        "fr", "Bonjour, nous sommes 30 dans un cabinet dentaire et je cherche à gérer les congés. Vos tarifs ?",
        "C'est trop cher pour nous", "Bon, avec la remise ça nous va, allez-y")]
    [InlineData(
        "en", "Hello, 30 of us in a dental practice, looking for something to handle leave. Your prices?",
        "That's over our budget", "OK with that discount we're in, go ahead")]
    public async Task Simple_negotiation(string locale, string need, string objection, string yes)
    {
        await using var talk = new SalesTalk(_database, locale);

        await talk.SayAsync(need);
        var before = talk.Sales.Standing;
        await talk.SayAsync(objection);
        var after = talk.Sales.Standing;
        await talk.SayAsync(yes);

        TestContext.Current.TestOutputHelper?.WriteLine(talk.Transcript);
        talk.Sales.Objections.ShouldContain(one => one.Category == ObjectionCategory.Price, talk.Transcript);
        after!.YearlyValue.Amount.ShouldBeLessThan(before!.YearlyValue.Amount, talk.Transcript);
        talk.Sales.Converted.ShouldBeTrue(talk.Transcript);
    }

    [Theory]
    [InlineData(
        "fr", "On est 40 dans la boîte, il nous faut un outil de planning, combien ça coûte ?", "trop cher",
        "toujours trop cher, Skello me propose moins",
        "et puis franchement je vous connais pas, qui me dit que vous serez là dans 2 ans")]
    [InlineData(
        "en", "We're 40 people, need a rota tool, how much?", "too expensive",
        "still too dear, Deputy quoted me less",
        "and honestly never heard of you, who says you'll be around in 2 years")]
    public async Task Escalation_after_three_rounds(string locale, params string[] said)
    {
        await using var talk = new SalesTalk(_database, locale);

        foreach (var text in said)
            await talk.SayAsync(text);

        TestContext.Current.TestOutputHelper?.WriteLine(talk.Transcript);
        talk.Sales.Escalated.ShouldBeTrue(talk.Transcript);
        talk.Conversation.Status.ShouldBe(SessionStatus.Waiting, talk.Transcript);
    }

    [Theory]
    [InlineData(
        "fr", "Bonjour, je regarde juste un peu ce qui existe, on est 12",
        "pas maintenant, revenez vers moi dans 3 mois", "oui d'accord")]
    [InlineData(
        "en", "Hi, just looking around really, there's 12 of us", "not now, get back to me in 3 months", "yes fine")]
    public async Task Drop_out_to_nurture(string locale, params string[] said)
    {
        await using var talk = new SalesTalk(_database, locale);

        foreach (var text in said)
            await talk.SayAsync(text);

        TestContext.Current.TestOutputHelper?.WriteLine(talk.Transcript);
        talk.Sales.MayWriteLater.ShouldBe(true, talk.Transcript);
        talk.Sales.Converted.ShouldBeFalse(talk.Transcript);
    }

    [Theory]
    [InlineData("en", "Deal, sign us up for 50 people")]
    [InlineData("en", "We'll take the Business plan, where do I sign?")]
    [InlineData("en", "ok, but it is too expensive")]
    [InlineData("en", "yes, that's exactly what I'm afraid of")]
    [InlineData("fr", "On signe, à 3 € par personne")]
    [InlineData("fr", "ok mais trop cher")]
    [InlineData("fr", "oui, c'est bien ce qui me fait peur")]
    [InlineData("fr", "oui, si vous faites -20 %")]
    public async Task What_is_no_yes_to_just_that_offer_takes_none(string locale, string said)
    {
        await using var talk = new SalesTalk(_database, locale);
        await talk.SayAsync(locale == "fr" ? "On est 20, c'est combien ?" : "There are 20 of us, how much is it?");
        talk.Sales.Standing.ShouldNotBeNull(talk.Transcript);

        await talk.SayAsync(said);

        talk.Sales.Converted.ShouldBeFalse(talk.Transcript);
    }

    [Fact]
    public async Task A_button_with_more_behind_it_is_no_yes()
    {
        await using var talk = new SalesTalk(_database, "fr");
        await talk.SayAsync("On est 20, c'est combien ?");
        var accept = talk.Conversation.Transcript[^1].Parts.OfType<QuickRepliesPart>().Single().Choices[0];

        var turn = talk.Conversation.NextOf(
            new MessageContent(accept.Title) { Payload = accept.Payload },
            new MessageContent("ah non en fait on sera 50"));
        talk.Conversation.Commit(await talk.Conversation.RunAsync(turn), turn);

        talk.Sales.Converted.ShouldBeFalse();
    }
}
