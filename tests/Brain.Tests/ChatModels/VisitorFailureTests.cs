using Gateway.Brain.Agents;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Shop;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>
/// What a visitor of the shop sees when the configured model fails, of each vendor and in each language: the answer,
/// in time, and nothing else. What an operator sees: a line in the log, and what it took.
/// </summary>
public sealed class VisitorFailureTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private static readonly string[] NotForVisitors =
    [
        "error", "erreur", "exception", "401", "429", "500", "time-out", "timeout", "no.", "overloaded", "null",
        "model", "modèle", "{", "search_catalogue", WiredModel.Key,
    ];

    public static TheoryData<string, string> All { get; } = new(
        from vendor in (string[])["openai", "anthropic"]
        from locale in (string[])["fr", "en"]
        select (vendor, locale));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_service_without_a_key_for_it(string vendor, string locale)
    {
        await using var service = await StartAsync(vendor, ScriptedAnswer.Refuses(401));
        await using var brain = Serve(vendor, service, ("Models:main:ApiKey", ""));

        await IsAnsweredByTheHouseAsync(brain, locale);

        service.Headers[0].Values.ShouldAllBe(value => !value.Contains(WiredModel.Key));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_refused_key(string vendor, string locale) => await RefusedAsync(vendor, locale, 401);

    [Theory]
    [MemberData(nameof(All))]
    public async Task Too_many_requests(string vendor, string locale) => await RefusedAsync(vendor, locale, 429);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_service_that_fails(string vendor, string locale) => await RefusedAsync(vendor, locale, 500);

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_service_that_says_that_it_lives_and_nothing_else(string vendor, string locale)
    {
        var wire = Wire(vendor);
        await using var service = await StartAsync(
            vendor, wire.Open(Ending.Hangs, wire.KeepAlive(), wire.EmptyDelta(), wire.KeepAlive()));
        await using var brain = Serve(vendor, service, ("Models:main:FirstTokenSeconds", "8"));
        var conversation = brain.Open(locale);
        var asked = brain.Clock.GetUtcNow();

        var answering = conversation.SayAsync(Question(locale));
        await service.HangingAsync().WaitAsync(Token);
        brain.Clock.Advance(TimeSpan.FromSeconds(8));

        IsTheAnswer(await answering, conversation, locale);
        (brain.Clock.GetUtcNow() - asked).ShouldBeLessThan(AgentRunner.Deadline);
        await service.GivenUp.WaitAsync(Token);
        brain.Booked.ShouldHaveSingleItem().Failure.ShouldBe(nameof(TimeoutException));
        brain.Booked[0].Input.ShouldBeGreaterThan(0, "it was asked, and may have to be paid for");
        WasLogged(brain);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_stream_that_breaks_in_its_first_sentence(string vendor, string locale)
    {
        var wire = Wire(vendor);
        await using var service = await StartAsync(
            vendor, wire.Open(Ending.Whole, wire.Words("XYZ ", "la "), wire.Error()));
        await using var brain = Serve(vendor, service);

        await IsAnsweredByTheHouseAsync(brain, locale);

        (brain.Booked[0].Output, brain.Booked[0].IsEstimated).ShouldBe((TokenCounter.Count("XYZ la "), true));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_stream_that_breaks_after_a_sentence(string vendor, string locale)
    {
        var wire = Wire(vendor);
        await using var service = await StartAsync(
            vendor, wire.Open(Ending.Whole, wire.Words("XYZ tout court. ", "Encore ", "un "), wire.Error()));
        await using var brain = Serve(vendor, service);
        var conversation = brain.Open(locale);

        var answer = await conversation.SayAsync(Question(locale));

        IsFitToBeSeen(answer, conversation, locale);
        answer.ShouldNotBeNull().Text.ShouldContain("XYZ tout court.");
        answer.Text.ShouldNotContain("Encore");
        answer.Text.ShouldEndWith(locale == "fr" ? "je la reprends." : "I will take it up.");
        answer.Text.ShouldNotContain("119", Case.Sensitive, "nobody begins once more");
        service.Requests.Count.ShouldBe(1);
        brain.Counted.ShouldContain("gateway.brain.replies.broken instead=remark");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_stream_that_breaks_in_a_call(string vendor, string locale)
    {
        var wire = Wire(vendor);
        await using var service = await StartAsync(
            vendor, wire.Open(Ending.Whole, wire.Call("c1", SearchCatalogueTool.Name, "{\"que"), wire.Error()));
        await using var brain = Serve(vendor, service);

        await IsAnsweredByTheHouseAsync(brain, locale);
    }

    [Theory]
    [InlineData("openai", "fr", "drop_tables", "{}")]
    [InlineData("openai", "en", "search_catalogue", "{oops")]
    [InlineData("openai", "fr", "search_catalogue", "[1, 2]")]
    [InlineData("openai", "en", "search_catalogue", """{"query": 5, "maxPrice": "cheap"}""")]
    [InlineData("anthropic", "en", "drop_tables", "{}")]
    [InlineData("anthropic", "fr", "search_catalogue", "{oops")]
    [InlineData("anthropic", "en", "search_catalogue", "[1, 2]")]
    [InlineData("anthropic", "fr", "search_catalogue", """{"query": 5, "maxPrice": "cheap"}""")]
    public async Task A_model_that_calls_nonsense_over_and_over(
        string vendor, string locale, string tool, string arguments)
    {
        await using var service = await StartAsync(vendor, Calling(vendor, tool, arguments));
        await using var brain = Serve(vendor, service);
        var conversation = brain.Open(locale);

        IsTheAnswer(await conversation.SayAsync(Question(locale)), conversation, locale);

        service.Requests.Count.ShouldBe(AgentRunner.MaxModelCalls);
        brain.Counted.ShouldContain("gateway.brain.replies.broken instead=house");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_model_that_calls_nonsense_once_is_told_so(string vendor, string locale)
    {
        var wire = Wire(vendor);
        await using var service = await StartAsync(
            vendor, Calling(vendor, SearchCatalogueTool.Name, "{oops"), wire.Answer(wire.Words("XYZ.")));
        await using var brain = Serve(vendor, service);
        var conversation = brain.Open(locale);

        var answer = await conversation.SayAsync(Question(locale));

        IsFitToBeSeen(answer, conversation, locale);
        answer.ShouldNotBeNull().Text.ShouldEndWith("XYZ.");
        service.Requests[1].GetRawText().ShouldContain("arguments are not a JSON object");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_model_that_calls_tools_without_end(string vendor, string locale)
    {
        await using var service = await StartAsync(
            vendor, Calling(vendor, SearchCatalogueTool.Name, """{"query": "lampe"}"""));
        await using var brain = Serve(vendor, service);
        var conversation = brain.Open(locale);

        IsTheAnswer(await conversation.SayAsync(Question(locale)), conversation, locale);

        service.Requests.Count.ShouldBe(AgentRunner.MaxModelCalls);
        brain.Booked.Count.ShouldBe(AgentRunner.MaxModelCalls);
        brain.Counted.ShouldContain("gateway.brain.replies.broken instead=house");
        brain.Logs.Lines.ShouldContain(line => line.Contains("used up its model calls", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_empty_answer(string vendor, string locale)
    {
        var wire = Wire(vendor);
        await using var service = await StartAsync(vendor, wire.Answer(wire.EmptyDelta(), wire.Words(" ", "\n")));
        await using var brain = Serve(vendor, service);
        var conversation = brain.Open(locale);

        IsTheAnswer(await conversation.SayAsync(Question(locale)), conversation, locale);

        brain.Logs.Lines.ShouldContain("Warning: Model main ended without an answer and gives way to the next ");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task An_answer_of_a_hundred_thousand_tokens(string vendor, string locale)
    {
        var wire = Wire(vendor);
        var words = Enumerable.Repeat("XYZ est une très belle chose à regarder longtemps. ", 10_000).ToArray();
        await using var service = await StartAsync(vendor, wire.Open(Ending.Whole, wire.Words(words), wire.End()));
        await using var brain = Serve(vendor, service);
        var conversation = brain.Open(locale);

        var answer = (await conversation.SayAsync(Question(locale))).ShouldNotBeNull();

        IsFitToBeSeen(answer, conversation, locale, isLong: true);
        answer.Text.ShouldEndWith("longtemps.");
        answer.Text.Length.ShouldBeInRange(BoundedChatClient.MostWords - 500, BoundedChatClient.MostWords + 500);
        var usage = brain.Booked.ShouldHaveSingleItem();
        usage.Output.ShouldBeGreaterThan(1_000);
        usage.IsEstimated.ShouldBeTrue();
        usage.Failure.ShouldBeNull();
        brain.Logs.Lines.ShouldContain(line => line.Contains("does not come to an end", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task As_many_without_a_sentence(string vendor, string locale)
    {
        var wire = Wire(vendor);
        await using var service = await StartAsync(
            vendor, wire.Open(Ending.Whole, wire.Words([.. Enumerable.Repeat("XYZ und ", 50_000)]), wire.End()));
        await using var brain = Serve(vendor, service);

        await IsAnsweredByTheHouseAsync(brain, locale);

        brain.Booked[0].Output.ShouldBeInRange(500, 3_000);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task As_many_in_a_call(string vendor, string locale)
    {
        var letters = string.Concat(Enumerable.Repeat("lampe ", 100_000));
        await using var service = await StartAsync(
            vendor, Calling(vendor, SearchCatalogueTool.Name, "{\"query\":\"", letters, "\"}"));
        await using var brain = Serve(vendor, service);
        var conversation = brain.Open(locale);

        IsTheAnswer(await conversation.SayAsync(Question(locale)), conversation, locale);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_stream_that_never_ends(string vendor, string locale)
    {
        var wire = Wire(vendor);
        await using var service = await StartAsync(
            vendor, wire.Open(Ending.Hangs, wire.Words("XYZ tout court. ", "Et "), wire.KeepAlive()));
        await using var brain = Serve(vendor, service);
        var conversation = brain.Open(locale);
        var asked = brain.Clock.GetUtcNow();

        var answering = conversation.SayAsync(Question(locale));
        await conversation.Streamed.SaysAsync("XYZ tout court.").WaitAsync(Token);
        brain.Clock.Advance(TimeSpan.FromSeconds(45));

        var answer = await answering;
        IsFitToBeSeen(answer, conversation, locale);
        answer.ShouldNotBeNull().Text.ShouldContain("XYZ tout court.\n\n");
        (brain.Clock.GetUtcNow() - asked).ShouldBeLessThan(AgentRunner.Deadline);
        await service.GivenUp.WaitAsync(Token);
        brain.Booked.ShouldHaveSingleItem().Failure.ShouldBe(nameof(TimeoutException));
    }

    [Fact]
    public async Task The_next_of_the_order_answers_before_the_house_does()
    {
        var wire = Wire("anthropic");
        await using var service = await StartAsync("openai", ScriptedAnswer.Refuses(500));
        await using var spare = await StartAsync("anthropic", wire.Answer(wire.Words("XYZ.")));
        var settings = VisitedBrain.Model("spare", wire, spare).Select(setting => (setting.Key, setting.Value));
        await using var brain = Serve("openai", service, [.. settings, ("Models:Order", "main, spare")]);
        var conversation = brain.Open("en");

        (await conversation.SayAsync(Question("en"))).ShouldNotBeNull().Text.ShouldEndWith("XYZ.");

        brain.Booked.Select(usage => (usage.Model, usage.Failure is null)).ShouldBe([("main", false), ("spare", true)]);
    }

    [Theory]
    [InlineData("openai")]
    [InlineData("anthropic")]
    public async Task A_service_that_keeps_failing_is_left_alone_and_every_visitor_is_answered(string vendor)
    {
        await using var service = await StartAsync(vendor, ScriptedAnswer.Refuses(500));
        await using var brain = Serve(vendor, service);

        for (var visitor = 0; visitor < 5; visitor++)
        {
            var conversation = brain.Open("fr");
            IsTheAnswer(await conversation.SayAsync(Question("fr")), conversation, "fr");
        }

        service.Requests.Count.ShouldBe(3);
        brain.Logs.Lines.Count(line => line.Contains("is left alone for 30 s", StringComparison.Ordinal)).ShouldBe(1);
        brain.Counted.Count(line => line == "gateway.models.requests model=main workspace=demo-shop ended=failed")
            .ShouldBe(5);
    }

    private static VendorWire Wire(string vendor) => vendor == "openai" ? new OpenAiWire() : new AnthropicWire();

    private static string Question(string locale) =>
        locale == "fr" ? "combien coûte la cocotte Braise ?" : "how much is the Braise casserole?";

    private static ScriptedAnswer Calling(string vendor, string tool, params string[] arguments)
    {
        var wire = Wire(vendor);
        return wire.Answer(wire.Call("c1", tool, arguments));
    }

    private static Task<ScriptedService> StartAsync(string vendor, params ScriptedAnswer[] answers) =>
        ScriptedService.StartAsync(Wire(vendor).Path, answers);

    private VisitedBrain Serve(
        string vendor, ScriptedService service, params IReadOnlyList<(string Key, string? Value)> more) =>
        new(shop.Database, Wire(vendor), service, clock: null, more);

    private async Task RefusedAsync(string vendor, string locale, int status)
    {
        await using var service = await StartAsync(vendor, ScriptedAnswer.Refuses(status));
        await using var brain = Serve(vendor, service);

        await IsAnsweredByTheHouseAsync(brain, locale);

        brain.Booked.ShouldHaveSingleItem().Tokens.ShouldBe(0);
        brain.Counted.ShouldContain("gateway.models.requests model=main workspace=demo-shop ended=failed");
    }

    private static async Task IsAnsweredByTheHouseAsync(VisitedBrain brain, string locale)
    {
        var conversation = brain.Open(locale);
        IsTheAnswer(await conversation.SayAsync(Question(locale)), conversation, locale);
        WasLogged(brain);
    }

    private static void WasLogged(VisitedBrain brain) => brain.Logs.Lines.ShouldContain(
        line => line.StartsWith(
            "Warning: Model main failed before it began and gives way to the next", StringComparison.Ordinal));

    private static void IsTheAnswer(NewEntry? answer, Conversation conversation, string locale)
    {
        IsFitToBeSeen(answer, conversation, locale);
        answer.ShouldNotBeNull().Text.ShouldContain(locale == "fr" ? "119,00" : "119.00");
        answer.Text.ShouldNotContain("XYZ");
    }

    private static void IsFitToBeSeen(
        NewEntry? answer, Conversation conversation, string locale, bool isLong = false)
    {
        var text = answer.ShouldNotBeNull().Text;
        text.ShouldContain(locale == "fr" ? "assistant automatique" : "automated assistant");
        conversation.Streamed.ToString().TrimEnd().ShouldBe(text);
        foreach (var word in NotForVisitors)
            text.ShouldNotContain(word, Case.Insensitive);
        var paragraphs = text.Split("\n\n");
        paragraphs.ShouldBeUnique();
        if (!isLong)
            text.Length.ShouldBeLessThan(1_000);
    }
}
