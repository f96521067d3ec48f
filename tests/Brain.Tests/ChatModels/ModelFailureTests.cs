using System.Runtime.CompilerServices;
using Gateway.Brain.ChatModels;
using Gateway.Brain.House;
using Gateway.Brain.Tests.ChatModels.Wires;
using Gateway.Testing;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.ChatModels;

/// <summary>What a visitor gets when the service of the first model fails: the house model's words, and never an
/// error or silence.</summary>
public sealed class ModelFailureTests
{
    private const string Question = "hello";

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(529)]
    public Task A_refusal_is_not_seen(int status) => IsAnsweredByTheHouseAsync(ScriptedAnswer.Refuses(status));

    [Fact]
    public Task An_empty_answer_is_not_seen()
    {
        var wire = new OpenAiWire();
        return IsAnsweredByTheHouseAsync(wire.Answer(wire.EmptyDelta()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public Task A_stream_that_breaks_before_its_first_word_is_not_seen(bool isTold)
    {
        var wire = new OpenAiWire();
        return IsAnsweredByTheHouseAsync(isTold
            ? wire.Open(Ending.Whole, wire.KeepAlive(), wire.Error())
            : wire.Open(Ending.Breaks, wire.KeepAlive()));
    }

    [Fact]
    public Task A_call_in_a_stream_that_breaks_is_not_made()
    {
        var wire = new OpenAiWire();
        return IsAnsweredByTheHouseAsync(
            wire.Open(Ending.Whole, wire.Call("c1", "search_products", "{\"query\":\"kettle\"}"), wire.Error()));
    }

    [Fact]
    public async Task A_slow_first_word_costs_its_time_and_is_not_seen()
    {
        var (clock, house) = (new ManualClock(), new HeardHouse());
        var wire = new OpenAiWire();
        await using var service = await ScriptedService.StartAsync(
            wire.Path, wire.Open(Ending.Hangs, wire.KeepAlive()));
        await using var model = new WiredModel(wire, service, options => options.FirstTokenSeconds = 8, clock);
        await using var brain = Brain(model.Client, house, clock);

        var said = brain.Open("en").SayAsync(Question);
        await service.HangingAsync().WaitAsync(TestContext.Current.CancellationToken);
        clock.Advance(TimeSpan.FromSeconds(8));

        (await said).ShouldNotBeNull().Text.ShouldEndWith(house.Said.ShouldNotBeNull());
    }

    [Fact]
    public async Task What_was_said_before_a_stream_broke_stays_and_is_not_said_again()
    {
        var wire = new OpenAiWire();
        var house = new HeardHouse();
        var text = await AskAsync(
            house, wire.Open(Ending.Whole, wire.Words("Welcome to the shop. ", "How "), wire.Error()));

        text.ShouldContain("Welcome to the shop.");
        text.IndexOf("Welcome to the shop.", StringComparison.Ordinal)
            .ShouldBe(text.LastIndexOf("Welcome to the shop.", StringComparison.Ordinal));
        text.ShouldNotContain("error", Case.Insensitive);
        house.Said.ShouldBeNull();
    }

    [Theory]
    [InlineData("drop_tables", "{}")]
    [InlineData("search_products", "{oops")]
    public async Task A_call_that_makes_no_sense_is_answered_to_the_model_and_not_seen(string tool, string arguments)
    {
        var (nonsense, sense) = (new OpenAiWire(), new OpenAiWire());

        var text = await AskAsync(
            new HeardHouse(), nonsense.Answer(nonsense.Call("c1", tool, arguments)),
            sense.Answer(sense.Words("Good day to you.")));

        text.ShouldContain("Good day to you.");
    }

    private static async Task IsAnsweredByTheHouseAsync(ScriptedAnswer answer)
    {
        var house = new HeardHouse();
        (await AskAsync(house, answer)).ShouldEndWith(house.Said.ShouldNotBeNull());
    }

    private static async Task<string> AskAsync(HeardHouse house, params ScriptedAnswer[] answers)
    {
        var wire = new OpenAiWire();
        await using var service = await ScriptedService.StartAsync(wire.Path, answers);
        await using var model = new WiredModel(wire, service);
        await using var brain = Brain(model.Client, house, TimeProvider.System);
        return (await brain.Open("en").SayAsync(Question)).ShouldNotBeNull().Text;
    }

    private static TestBrain Brain(IChatClient model, HeardHouse house, TimeProvider clock) => new(
        TestBrain.DemoWorkspace,
        configure: services => services.AddSingleton<IChatClient>(provider => new FallbackChatClient(
            [("main", model), ("house", house.Over(provider.GetRequiredService<HouseChatClient>()))], clock,
            NullLogger<FallbackChatClient>.Instance)));

    /// <summary>The house model, and what it said; null while it was not asked.</summary>
    private sealed class HeardHouse
    {
        public string? Said { get; private set; }

        public IChatClient Over(IChatClient house) => new Ear(house, this);

        private sealed class Ear(IChatClient house, HeardHouse heard) : DelegatingChatClient(house)
        {
            public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
                IEnumerable<ChatMessage> messages, ChatOptions? options = null,
                [EnumeratorCancellation] CancellationToken cancellationToken = default)
            {
                await foreach (var update in base.GetStreamingResponseAsync(messages, options, cancellationToken))
                {
                    heard.Said += update.Text;
                    yield return update;
                }
            }
        }
    }
}
