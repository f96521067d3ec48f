using Gateway.Brain.Agents;
using Gateway.Brain.ChatModels;
using Gateway.Brain.Records;
using Gateway.Brain.Sales;
using Gateway.Brain.Sales.Dialogue;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Tests.Sales;
using Gateway.Brain.Tests.Sales.Stories;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Agents;

/// <summary>What holds for agents that are not heard, whatever a model answers for them.</summary>
public sealed class JudgeRunnerTests(RecordsServer server) : IAsyncLifetime
{
    private const string Asking = "Bonjour, je dirige un restaurant de 20 personnes, il nous faut un devis";

    private static readonly LeadReading Reading = new() { Sector = "un secteur que la maison ignore", Seats = 20 };

    private readonly ManualClock _clock = new(DemoSales.Now);
    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    public static TheoryData<string> NoRecords { get; } =
    [
        "Of course! Here it is.",
        "{\"seats\": \"twenty\"}",
        "{\"seats\": 20, \"grantDiscount\": true}",
        "[1, 2]",
        "{\"seats\": 2",
        "",
    ];

    [Theory]
    [MemberData(nameof(NoRecords))]
    public async Task What_is_no_record_is_asked_for_once_more(string answer)
    {
        await using var script = Script(
            ScriptedModel.Says(answer), SalesScript.Judges(Reading), SalesScript.Says("Bien."));

        await script.SayAsync(Asking);

        script.Sales.Lead.Sector.ShouldBe(Reading.Sector);
        var again = script.Model.Requests[1];
        again[^1].Role.ShouldBe(ChatRole.User);
        again[^1].Text.ShouldStartWith(
            "(This is the gateway, not the contact.) Your answer was refused: it is no record");
        again.Any(message => message.Role == ChatRole.Assistant).ShouldBe(answer.Length > 0);
        script.Model.Options[1]!.ResponseFormat.ShouldBeOfType<ChatResponseFormatJson>();
    }

    [Fact]
    public async Task After_that_the_house_model_judges()
    {
        var model = new ScriptedModel(
            SalesScript.Says("Of course!"), SalesScript.Says("{\"seats\": \"many\"}"), SalesScript.Says("Bien."));
        await using var brain = Brain(model, services => services.AddSalesDialogue());
        var conversation = brain.Open("fr", _clock);

        (await conversation.SayAsync(Asking)).ShouldNotBeNull().Text.ShouldContain("Bien.");

        model.Options.Count(options => options?.ResponseFormat is ChatResponseFormatJson
        {
            SchemaName: "sales_classifier"
        }).ShouldBe(JudgeRunner.MostAsked);
        conversation.State.Json.ShouldNotBeNull().ShouldContain("restaura");
    }

    [Fact]
    public async Task What_was_refused_stands_in_the_ledger_and_what_is_logged_holds_no_words()
    {
        using var logs = new RecordedLogs();
        await using var brain = Brain(
            new ScriptedModel(
                SalesScript.Says("{\"seats\": \"Nadia Kessler\"}"), SalesScript.Judges(Reading),
                SalesScript.Says("Oui.")),
            services => services.AddLogging(logging => logging.Services.AddSingleton<
                Microsoft.Extensions.Logging.ILoggerProvider>(logs)));
        var conversation = brain.Open("fr", _clock);

        var result = await conversation.RunAsync(conversation.Next(Asking));

        result.Notes.Where(note => note.Kind == NoteKind.Judge).Select(note => note.Reason)
            .ShouldBe(["it is no record of the schema (at $.seats)", "taken up"]);
        logs.Lines.ShouldContain(line => line.Contains("answered what is refused", StringComparison.Ordinal));
        logs.Lines.ShouldAllBe(line => !line.Contains("Kessler", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_interrupted_turn_stops_the_request_asks_nobody_else_and_books_what_it_took()
    {
        var wire = new OpenAiWire();
        await using var service = await ScriptedService.StartAsync(
            wire.Path, wire.Open(Ending.Hangs, wire.Words("{\"seats\":")));
        var budget = new BookedUsage();
        await using var brain = Brain(
            model: null, services => services.AddSingleton<IModelBudget>(budget),
            VisitedBrain.Model("main", wire, service));
        var conversation = brain.Open("fr", _clock);
        using var interrupt = new CancellationTokenSource();
        conversation.Interrupted = interrupt.Token;

        var running = conversation.RunAsync(conversation.Next(Asking));
        await service.HangingAsync().WaitAsync(TestContext.Current.CancellationToken);
        await interrupt.CancelAsync();
        var result = await running;

        await service.GivenUp.WaitAsync(TestContext.Current.CancellationToken);
        service.Requests.Count.ShouldBe(1);
        result.Notes.ShouldNotContain(note => note.Kind == NoteKind.Judge, "nobody has judged in its place");
        var usage = budget.Booked.ShouldHaveSingleItem();
        (usage.Failure, usage.IsEstimated).ShouldBe((ModelUsage.GivenUp, true));
        usage.Input.ShouldBeGreaterThan(100);
        result.Notes.Where(note => note.Kind == NoteKind.Model).ShouldHaveSingleItem().Reason
            .ShouldBe(ModelUsage.GivenUp);
    }

    private SalesScript Script(params ScriptedModel.Answer[] answers) => new(_database, _clock, answers);

    private TestBrain Brain(
        IChatClient? model, Action<IServiceCollection> configure,
        IReadOnlyDictionary<string, string?>? settings = null) =>
        new(DemoSales.Workspace, model, services =>
        {
            services.AddSingleton<IDbContextFactory<RecordsDbContext>>(_database)
                .AddSingleton<TimeProvider>(_clock)
                .AddSales();
            configure(services);
        }, settings);

    private sealed class BookedUsage : IModelBudget
    {
        public List<ModelUsage> Booked { get; } = [];

        public Task<bool> MaySpendAsync(Turn turn) => Task.FromResult(true);

        public Task BookAsync(Turn turn, ModelUsage usage)
        {
            Booked.Add(usage);
            return Task.CompletedTask;
        }
    }
}
