using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Sessions.Deliveries;
using Gateway.Sessions.Live;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Consent;

/// <summary>
/// A contact with two addresses, from the accepted message to the rows that stay: engine, brain, Redis and PostgreSQL
/// as they are.
/// </summary>
public sealed class StopOnTwoAddressesTests(RecordsServer server, RedisFixture redis)
{
    private const string Line = "+33700000001";

    private static readonly ContactIdentity Phone = new(IdentityKind.Phone, "+33600000001");
    private static readonly ContactIdentity WhatsAppUser = new(IdentityKind.WhatsAppUser, "FR.8A7B6C5D4E");

    [Fact]
    public async Task A_stop_from_one_of_them_closes_the_other_and_is_confirmed_where_it_was_said()
    {
        await using var database = await server.CreateAsync();
        var workspace = ConsentNode.Workspace("stop");
        await using var node = await ConsentNode.StartAsync(database, redis.Server, new ManualClock(), workspace);
        await node.RunAsync();

        var (byPhone, greeted) = await SendAsync(node, workspace, Phone.Value, "Bonjour", [Phone, WhatsAppUser]);
        var (byUser, confirmed) = await SendAsync(node, workspace, WhatsAppUser.Value, "STOP", [WhatsAppUser]);

        greeted.Text.ShouldContain("assistant automatique");
        confirmed.Text.ShouldContain("ne recevrez plus");
        byUser.ShouldNotBe(byPhone);
        (await node.OptOuts.HasAsync(workspace.Id, ChannelKind.WhatsApp, Line, Phone.Value)).ShouldBeTrue();
        (await node.OptOuts.HasAsync(workspace.Id, ChannelKind.WhatsApp, Line, WhatsAppUser.Value)).ShouldBeTrue();
        var contact = await ContactOfAsync(node, byPhone);
        contact.ShouldNotBeNull();
        (await ContactOfAsync(node, byUser)).ShouldBe(contact);
        (await database.AskAsync<long>(
            $"SELECT count(*) FROM consents WHERE kind = 'stop' AND contact_id = '{contact}'")).ShouldBe(1);
        (await database.AskAsync<long>(
            $"SELECT count(*) FROM audit_events WHERE action = 'consent.stop' AND actor = 'contact:{contact}'"))
            .ShouldBe(1);

        var (_, again) = await SendAsync(node, workspace, Phone.Value, "start", [Phone, WhatsAppUser]);

        again.Text.ShouldContain("de nouveau");
        (await node.OptOuts.HasAsync(workspace.Id, ChannelKind.WhatsApp, Line, Phone.Value)).ShouldBeFalse();
        (await node.OptOuts.HasAsync(workspace.Id, ChannelKind.WhatsApp, Line, WhatsAppUser.Value)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stop_by_button_is_confirmed_and_closes_the_way()
    {
        await using var database = await server.CreateAsync();
        var workspace = ConsentNode.Workspace("button");
        await using var node = await ConsentNode.StartAsync(database, redis.Server, new ManualClock(), workspace);
        await node.RunAsync();
        var (session, _) = await SendAsync(node, workspace, Phone.Value, "Bonjour", [Phone]);

        var (_, confirmed) = await SendAsync(
            node, workspace, Phone.Value, "Plus de messages", [Phone], payload: "consent:stop");
        await node.Engine.AppendAsync(
            session, new NewEntry(EntryRole.Operator, "Soldes !") { Class = MessageClass.Marketing });

        confirmed.Text.ShouldContain("ne recevrez plus");
        (await node.OptOuts.HasAsync(workspace.Id, ChannelKind.WhatsApp, Line, Phone.Value)).ShouldBeTrue();
        (await BegunAsync(node, session, 3))
            .ShouldBe(
                [BeginOutcome.OptedOut, BeginOutcome.Begun, BeginOutcome.OptedOut],
                "the greeting, the confirmation, the offer");
    }

    private static async Task<List<BeginOutcome>> BegunAsync(ConsentNode node, SessionId session, int count)
    {
        var begun = new List<BeginOutcome>();
        while (begun.Count < count)
        {
            foreach (var lease in await node.Outbox.ClaimAsync(session.Shard, TimeSpan.FromMinutes(5), 10))
            {
                if (lease.Delivery.Id.Session == session)
                    begun.Add(await node.Outbox.BeginAsync(lease, 0, TimeSpan.FromMinutes(5), ["wire"]));
                await node.Outbox.FailAsync(lease, 0, "test", "taken out", isParked: false);
            }
        }

        return begun;
    }

    private static async Task<(SessionId Session, Entry Answer)> SendAsync(
        ConsentNode node, Workspace workspace, string address, string text, ContactIdentity[] identities,
        string? payload = null)
    {
        var accepted = await node.Engine.AcceptAsync(new InboundMessage
        {
            Workspace = workspace.Id,
            Channel = ChannelKind.WhatsApp,
            Address = address,
            Line = Line,
            ExternalId = Guid.NewGuid().ToString("N"),
            Content = new MessageContent(
                text)
            {
                Keyword = ConsentKeywords.Find(text, TestChannels.Hearing(ChannelKind.WhatsApp)),
                Sender = new Sender("Zoé", identities),
                Payload = payload
            },
            Locale = "fr",
        });
        var watcher = new AnswerWatcher(accepted.Seq);
        var watched = await node.Engine.WatchAsync(accepted.Session, watcher, 20);
        using var watching = watched!.Value.Watching;
        foreach (var entry in watched.Value.Snapshot.Entries)
            watcher.OnEvent(new EntryEvent(entry));
        return (accepted.Session,
            await watcher.Answer.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
    }

    private static async Task<string?> ContactOfAsync(ConsentNode node, SessionId session) =>
        (await node.Engine.ReadAsync(session, afterSeq: null, count: 0))!.Session.Contact;

    private sealed class AnswerWatcher(long after) : ISessionWatcher
    {
        private readonly TaskCompletionSource<Entry> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Entry> Answer => _answer.Task;

        public void OnEvent(LiveEvent live)
        {
            if (live is EntryEvent { Entry: { Role: EntryRole.Agent } entry } && entry.Seq > after)
                _answer.TrySetResult(entry);
        }
    }
}
