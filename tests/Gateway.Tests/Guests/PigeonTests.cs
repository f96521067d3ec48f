using System.Text;
using Gateway.Channels.Delivery;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Gateway.Workspaces;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Gateway.Tests.Guests;

/// <summary>
/// A new channel is its folder and one registration: it is read out of a workspace file, writes, and is answered.
/// </summary>
public sealed class PigeonTests
{
    [Fact]
    public void Its_settings_are_read_out_of_a_workspace_file()
    {
        var file = Read("""{ "kind": "pigeon", "loft": "north-loft", "mostWords": 3, "debounceMs": 0 }""");

        file.Workspace!.Channels.Single().ShouldBe(new WorkspaceChannel
        {
            Kind = "pigeon",
            Line = "north-loft",
            DebounceMs = 0,
            Settings = new PigeonSettings { MostWords = 3 },
        });
    }

    [Theory]
    [InlineData("""{ "kind": "pigeon" }""", "$.channels[0].loft", "found nothing, expected a loft's name")]
    [InlineData(
        """{ "kind": "pigeon", "loft": "North" }""", "$.channels[0].loft", "found \"North\", expected a loft's name")]
    [InlineData(
        """{ "kind": "pigeon", "loft": "n", "mostWords": 0 }""", "$.channels[0].mostWords",
        "found a number, expected a whole number of 1 to 100")]
    [InlineData(
        """{ "kind": "pigeon", "loft": "n", "token": "x" }""", "$.channels[0].token",
        "is not known here; known are kind, loft, mostWords, debounceMs")]
    [InlineData(
        """{ "kind": "raven" }""", "$.channels[0].kind",
        "found \"raven\", expected one of web, sms, whatsapp, telegram, voice, pigeon")]
    public void What_is_wrong_with_them_is_told_with_its_path(string channel, string path, string reason) =>
        Read(channel).Errors.ShouldHaveSingleItem().ShouldBe(new WorkspaceError(path, reason));

    [Fact]
    public void Two_businesses_cannot_share_a_loft()
    {
        var reader = new ChannelReader(Channels());
        var channel = new WorkspaceChannel { Kind = "pigeon", Line = "north-loft" };

        reader.NameOf(channel).ShouldBe(("loft", "pigeon north-loft"));
    }

    [Fact]
    public async Task Its_message_is_accepted_and_its_answer_delivered()
    {
        await using var redis = await RedisServer.StartAsync(appendFsync: "no");
        var shop = Read("""{ "kind": "pigeon", "loft": "north-loft", "mostWords": 3 }""").Workspace!;
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(await redis.ConnectAsync());
        services.AddSingleton<IWorkspaces>(new FixedWorkspaces(shop));
        services.AddSingleton<IConsents, NoConsents>();
        services.AddSingleton<ITurnHandler, Echo>();
        services.AddSessions(new ConfigurationBuilder().Build());
        services.AddDelivery(new ConfigurationBuilder().Build());
        services.AddPigeon();
        await using var node = services.BuildServiceProvider();
        var hosted = node.GetServices<IHostedService>().ToList();
        foreach (var service in hosted)
            await service.StartAsync(TestContext.Current.CancellationToken);

        await node.GetRequiredService<SessionEngine>().AcceptAsync(new InboundMessage
        {
            Workspace = shop.Id,
            Channel = Pigeon.Kind,
            Address = "+33600000001",
            Line = "north-loft",
            ExternalId = "1",
            Content = new MessageContent("bonjour du toit d'en face"),
            Locale = "fr",
        });

        var flown = await node.GetRequiredService<PigeonAdapter>().First.WaitAsync(TimeSpan.FromSeconds(30));
        flown.ShouldBe("re: bonjour du");
        foreach (var service in hosted.AsEnumerable().Reverse())
            await service.StopAsync(CancellationToken.None);
    }

    [Fact]
    public void A_stop_is_heard_on_it() =>
        ConsentKeywords.Find("STOP", Channels()[Pigeon.Kind].Hearing).ShouldBe(ConsentKeyword.Stop);

    private static WorkspaceDocument Read(string channel)
    {
        var file = $$"""{ "id": "loft", "name": "Loft", "solution": "shop", "channels": [ {{channel}} ] }""";
        var reader = new WorkspaceReader(_ => null, new ChannelReader(Channels()), Composition.SolutionsWithoutHost());
        return reader.ReadFile("loft.json", Encoding.UTF8.GetBytes(file));
    }

    private static KnownChannels Channels()
    {
        using var services = new ServiceCollection()
            .AddChannels(new ConfigurationBuilder().Build(), dataPath: "").AddPigeon().BuildServiceProvider();
        return new KnownChannels(services.GetServices<ChannelTraits>());
    }

    private sealed class Echo : ITurnHandler
    {
        public Task<TurnResult> RunAsync(Turn turn, IReplyStream reply, CancellationToken cancellationToken) =>
            Task.FromResult(new TurnResult
            {
                Entries = [new NewEntry(EntryRole.Agent, $"re: {turn.Messages[^1].Text}")],
            });
    }

    private sealed class NoConsents : IConsents
    {
        public Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<SendingPermission> MaySendAsync(
            Workspace workspace, Session session, MessageClass @class, DateTimeOffset now,
            CancellationToken cancellationToken) =>
            Task.FromResult(SendingPermission.Allowed);

        public Task NoteSentAsync(
            Session session, string source, DateTimeOffset at,
            CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
