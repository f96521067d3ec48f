using Gateway.Brain.ChatModels;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Redis;
using Gateway.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace Gateway.Brain.Tests.ChatModels;

public sealed class ModelBudgetTests
{
    [Fact]
    public async Task Past_its_budget_a_turn_is_answered_by_the_house_model_and_the_paid_one_is_not_asked()
    {
        var budget = new CountedBudget(2);
        var model = new ScriptedModel(ScriptedModel.Says("Paid words."));
        await using var brain = new TestBrain(
            TestBrain.DemoWorkspace, model, services => services.AddSingleton<IModelBudget>(budget));
        var conversation = brain.Open("en");

        for (var round = 0; round < 2; round++)
            (await conversation.SayAsync("hello")).ShouldNotBeNull().Text.ShouldContain("Paid words.");
        var answer = (await conversation.SayAsync("hello")).ShouldNotBeNull();

        answer.Text.ShouldNotBeNullOrEmpty();
        answer.Text.ShouldNotContain("Paid words.");
        model.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task What_the_house_model_cannot_see_is_told_when_the_budget_is_used_up()
    {
        var picture = new MessageContent(
            "")
        { Attachments = [new Attachment("/media/0123456789abcdef0123456789abcdef", "image/jpeg")] };
        var model = new ScriptedModel(ScriptedModel.Says("A fine kettle."));
        await using var brain = new TestBrain(TestBrain.DemoWorkspace, model, services => services
            .AddSingleton<IModelBudget>(new CountedBudget(1))
                .AddSingleton(new Sight(Pictures: true, Descriptions: true)));
        var conversation = brain.Open("en");

        (await conversation.SendAsync(picture)).ShouldNotBeNull().Text.ShouldContain("A fine kettle.");
        (await conversation.SendAsync(picture)).ShouldNotBeNull().Text.ShouldContain("see pictures");
        (await conversation.SendAsync(new MessageContent("") { Location = new GeoLocation(45.7, 4.8) }))
            .ShouldNotBeNull().Text.ShouldContain("written address");

        model.Requests.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_turn_that_no_model_is_asked_for_costs_nothing_of_it()
    {
        var budget = new CountedBudget(10);
        var model = new ScriptedModel(ScriptedModel.Says("Never."));
        await using var brain = new TestBrain(
            TestBrain.DemoWorkspace, model, services => services.AddSingleton<IModelBudget>(budget));
        var conversation = brain.Open("en", channel: ChannelKind.Sms, address: "+33600000001");
        var offer = new Entry
        {
            Seq = 0,
            Role = EntryRole.Agent,
            Text = "Which one?",
            Parts = [new QuickRepliesPart([new QuickReply("One"), new QuickReply("Two")])],
            At = default
        };

        var turn = conversation.Next("9");
        turn = turn with { Recent = [offer, .. turn.Recent] };
        conversation.Commit(await conversation.RunAsync(turn), turn).ShouldNotBeNull().Text.ShouldContain("1 to 2");
        (await conversation.SendAsync(new MessageContent("") { Things = [new SentThing("sticker")] }))
            .ShouldNotBeNull();

        budget.Turns.ShouldBe(0);
        model.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_session_and_a_workspace_have_so_many_turns_a_day_over_all_nodes()
    {
        await using var node = await NodesAsync(new SpendingOptions { TurnsPerSession = 3, TurnsPerWorkspace = 5 });
        var (here, there) = (node.Open(), node.Open());
        var (first, second, elsewhere) = (TurnOf("shop"), TurnOf("shop"), TurnOf("other"));

        for (var i = 0; i < 3; i++)
            (await (i % 2 == 0 ? here : there).MaySpendAsync(first)).ShouldBeTrue();
        (await there.MaySpendAsync(first)).ShouldBeFalse();
        for (var i = 0; i < 2; i++)
            (await here.MaySpendAsync(second)).ShouldBeTrue();
        (await here.MaySpendAsync(second)).ShouldBeFalse("the workspace's five are used up");
        (await here.MaySpendAsync(elsewhere)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_session_and_a_workspace_have_so_many_tokens_a_day_over_all_nodes()
    {
        await using var node = await NodesAsync(
            new SpendingOptions { TokensPerSession = 1_000, TokensPerWorkspace = 1_500 });
        var (here, there) = (node.Open(), node.Open());
        var (first, second, third, elsewhere) = (TurnOf("shop"), TurnOf("shop"), TurnOf("shop"), TurnOf("other"));

        await here.BookAsync(first, Usage(900, 99));
        (await there.MaySpendAsync(first)).ShouldBeTrue("one is left");
        await here.BookAsync(first, Usage(900, 50));
        (await there.MaySpendAsync(first)).ShouldBeFalse("of its thousand none is left");
        (await there.MaySpendAsync(elsewhere)).ShouldBeTrue();
        (await there.MaySpendAsync(second)).ShouldBeFalse("nor of the workspace's");
        await there.BookAsync(elsewhere, Usage(0, 0));
        (await here.MaySpendAsync(third)).ShouldBeFalse();
        (await here.MaySpendAsync(elsewhere)).ShouldBeTrue();
    }

    [Fact]
    public async Task To_look_at_what_is_left_takes_nothing_of_it()
    {
        await using var node = await NodesAsync(new SpendingOptions { TokensPerSession = 1, TokensPerWorkspace = 1 });
        var budget = node.Open();
        var turn = TurnOf("shop");

        for (var i = 0; i < 5; i++)
            (await budget.MaySpendAsync(turn)).ShouldBeTrue();
    }

    [Fact]
    public async Task What_no_contact_asked_for_is_the_workspaces_alone_over_all_nodes()
    {
        await using var node = await NodesAsync(
            new SpendingOptions { TokensPerSession = 1, TokensPerWorkspace = 1_000 });
        var (here, there) = (node.Open(), node.Open());

        (await here.HasTokensAsync("shop")).ShouldBeTrue();
        await here.BookAsync("shop", Usage(900, 0));
        (await there.MaySpendAsync(TurnOf("shop"))).ShouldBeTrue("no session has spent it");
        (await there.HasTokensAsync("shop")).ShouldBeTrue();
        await there.BookAsync("shop", Usage(90, 11));
        (await here.HasTokensAsync("shop")).ShouldBeFalse();
        (await here.MaySpendAsync(TurnOf("shop"))).ShouldBeFalse();
        (await here.HasTokensAsync("other")).ShouldBeTrue();
    }

    [Fact]
    public async Task What_cannot_be_booked_is_no_fault_of_the_turn_and_is_counted_all_the_same()
    {
        var node = await NodesAsync(new SpendingOptions());
        var budget = node.Open();
        await node.DisposeAsync();

        await budget.BookAsync(TurnOf("shop"), Usage(10, 5));
    }

    private static ModelUsage Usage(long input, long output) =>
        new("main", input, 0, output, new Money(0.01m, "USD"), TimeSpan.FromSeconds(1));

    private static async Task<Nodes> NodesAsync(SpendingOptions options)
    {
        var redis = await RedisServer.StartAsync("no");
        return new Nodes(redis, await redis.ConnectAsync(), options);
    }

    private static Turn TurnOf(string workspace)
    {
        var id = SessionId.New(1, DateTimeOffset.UnixEpoch);
        var session = new Session(
            id, workspace, ChannelKind.Web, "visitor-1", null, "fr", SessionStatus.Open, 1, DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch);
        return new Turn(new TurnId(id, 1), session, [], [], default, 1);
    }

    /// <summary>Several nodes on one Redis.</summary>
    private sealed class Nodes(RedisServer redis, IConnectionMultiplexer connection, SpendingOptions options)
        : IAsyncDisposable
    {
        private readonly ServiceProvider _meters = new ServiceCollection().AddMetrics().AddSingleton<ModelMeter>()
            .BuildServiceProvider();

        private readonly RedisDoor _door = new(connection, Options.Create(new SessionOptions()));

        public ModelBudget Open() => new(
            new Limits(_door, TestNames.Of(_door)), Options.Create(options),
            _meters.GetRequiredService<ModelMeter>(), NullLogger<ModelBudget>.Instance);

        public async ValueTask DisposeAsync()
        {
            await connection.CloseAsync();
            await redis.DisposeAsync();
        }
    }

    private sealed class CountedBudget(int most) : IModelBudget
    {
        private int _turns;

        public int Turns => _turns;

        public Task<bool> MaySpendAsync(Turn turn) => Task.FromResult(Interlocked.Increment(ref _turns) <= most);

        public Task BookAsync(Turn turn, ModelUsage usage) => Task.CompletedTask;
    }
}
