using System.Text.Json;
using Gateway.Brain.Contacts;
using Gateway.Brain.Records;
using Gateway.Brain.Tests.Records;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.Brain.Tests.Reception;

/// <summary>Who writes, and what is known of them from elsewhere.</summary>
public sealed class AcquaintancesTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly ContactIdentity Phone = new(IdentityKind.Phone, "+33600000001");
    private static readonly ContactIdentity WhatsAppUser = new(IdentityKind.WhatsAppUser, "FR.8A7B6C5D4E");
    private static readonly ContactIdentity TelegramUser = new(IdentityKind.TelegramUser, "700000001");
    private static readonly Guid Camille = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly Guid Former = Guid.Parse("00000000-0000-0000-0000-00000000000b");
    private static readonly Guid Stranger = Guid.Parse("00000000-0000-0000-0000-00000000000c");
    private static readonly Workspace Sharing = TestBrain.DemoWorkspace with { SharesConversations = true };

    private readonly ManualClock _clock = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_sender_is_asked_about_once_and_the_session_is_theirs()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open(channel: ChannelKind.WhatsApp, address: Phone.Value);
        conversation.Sender = new Sender("Zoé", [Phone, WhatsAppUser]);

        await conversation.SendAsync("Bonjour", "ça va ?");
        await conversation.SendAsync("merci");

        brain.Contacts.Resolved.ShouldHaveSingleItem();
        conversation.Contact.ShouldBe("contact-+33600000001");

        conversation.Sender = new Sender("Zoé", [WhatsAppUser]);
        await conversation.SendAsync("merci");
        await conversation.SendAsync("merci");
        brain.Contacts.Resolved.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Records_that_do_not_answer_keep_no_one_from_an_answer_and_are_asked_again()
    {
        await using var brain = new TestBrain(TestBrain.DemoWorkspace);
        var conversation = brain.Open(channel: ChannelKind.Sms, address: Phone.Value);
        conversation.Sender = new Sender(null, [Phone]);
        brain.Contacts.Failure = new TimeoutException();

        (await conversation.SendAsync("Bonjour")).ShouldNotBeNull();
        conversation.Contact.ShouldBeNull();
        brain.Contacts.Failure = null;
        await conversation.SendAsync("merci");

        conversation.Contact.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_group_is_no_ones_and_hears_nothing_of_its_members()
    {
        var model = new ScriptedModel(ScriptedModel.Says("Hello."));
        await using var brain = Open(Sharing, model);
        var conversation = brain.Open(channel: ChannelKind.Telegram, address: "-1009000000001");
        conversation.Sender = new Sender("Zoé", [TelegramUser]);

        await conversation.SendAsync("Bonjour");

        conversation.Contact.ShouldBeNull();
        brain.Contacts.Resolved.ShouldBeEmpty();
        FactsOf(model).Elsewhere.ShouldBeNull();
    }

    [Fact]
    public async Task What_was_said_elsewhere_with_the_same_contact_is_told_in_short_and_as_data()
    {
        await ArchiveAsync();
        var model = new ScriptedModel(ScriptedModel.Says("Hello."));
        await using var brain = Open(Sharing, model);

        await Sms(brain).SendAsync("Bonjour");

        var facts = FactsOf(model);
        facts.ContactName.ShouldBe("Camille");
        var elsewhere = facts.Elsewhere.ShouldNotBeNull();
        elsewhere.Select(one => one.Channel).ShouldBe(["whatsapp", "web"]);
        elsewhere[0].Lines.Count.ShouldBe(ContactProfiles.MostLines);
        elsewhere[0].Lines[^1].ShouldBe(new LineElsewhere("agent", "answer 10"));
        elsewhere[1].Lines.ShouldHaveSingleItem().Text.ShouldBe(new string('x', ContactProfiles.LongestLine));
        model.Requests[0].Where(message => message.Text.Contains("answer 10", StringComparison.Ordinal))
            .ShouldHaveSingleItem().Text.ShouldStartWith("Facts of this turn");
        JsonSerializer.Serialize(elsewhere).ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_business_that_does_not_share_is_told_nothing()
    {
        await ArchiveAsync();
        var model = new ScriptedModel(ScriptedModel.Says("Hello."));
        await using var brain = Open(TestBrain.DemoWorkspace, model);

        await Sms(brain).SendAsync("Bonjour");

        FactsOf(model)
            .ShouldSatisfyAllConditions(
                facts => facts.Elsewhere.ShouldBeNull(), facts => facts.ContactName.ShouldBeNull());
        model.Requests[0].ShouldAllBe(message => !message.Text.Contains("answer 10", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nothing_is_told_of_another_contact_or_of_another_workspace()
    {
        await ArchiveAsync();
        var profiles = new ContactProfiles(_database, _clock);

        var stranger = await profiles.ReadAsync("demo-shop", Stranger.ToString(), "s", Cancellation);
        stranger.GivenName.ShouldBeNull();
        stranger.Elsewhere.ShouldHaveSingleItem().Lines.ShouldHaveSingleItem().Text.ShouldBe("secret of a stranger");
        (await profiles.ReadAsync("other-shop", Camille.ToString(), "s", Cancellation)).Elsewhere.ShouldBeEmpty();
        (await profiles.ReadAsync("demo-shop", "nobody", "s", Cancellation)).Elsewhere.ShouldBeEmpty();
        foreach (var id in new[] { Camille, Former })
            JsonSerializer.Serialize(await profiles.ReadAsync("demo-shop", id.ToString(), "s", Cancellation))
                .ShouldNotContain("secret");
    }

    [Fact]
    public async Task A_contact_who_comes_back_is_greeted_by_name()
    {
        await ArchiveAsync();
        await using var brain = Open(Sharing, null);

        (await Sms(brain).SendAsync("Bonjour")).ShouldNotBeNull().Text.ShouldContain("Camille");
    }

    [Fact]
    public async Task The_name_a_contact_tells_is_noted()
    {
        await ArchiveAsync();
        var profiles = new ContactProfiles(_database, _clock);

        await profiles.NoteNameAsync("demo-shop", Former.ToString(), " Anne\nMarie ", Cancellation);
        await profiles.NoteNameAsync("other-shop", Stranger.ToString(), "Eve", Cancellation);

        (await profiles.ReadAsync("demo-shop", Camille.ToString(), "s", Cancellation)).GivenName.ShouldBe("Anne Marie");
        (await profiles.ReadAsync("demo-shop", Stranger.ToString(), "s", Cancellation)).GivenName.ShouldBeNull();
    }

    private static Conversation Sms(TestBrain brain)
    {
        var conversation = brain.Open(channel: ChannelKind.Sms, address: Phone.Value);
        conversation.Sender = new Sender(null, [Phone]);
        return conversation;
    }

    private TestBrain Open(Workspace workspace, ScriptedModel? model) => new(workspace, model, services => services
        .AddSingleton<IDbContextFactory<RecordsDbContext>>(_database)
        .AddSingleton<IContacts>(new Known()));

    private static TurnFacts FactsOf(ScriptedModel model)
    {
        TurnFacts.TryFind(model.Requests[0], out var facts).ShouldBeTrue();
        return facts!;
    }

    // Camille was Former as well; a stranger has the same business, another business has a contact of the same session
    // ids.
    private async Task ArchiveAsync()
    {
        await using var db = _database.CreateDbContext();
        var at = _clock.GetUtcNow();
        db.Contacts.AddRange(
            new Contact
            {
                Id = Camille,
                Workspace = "demo-shop",
                GivenName = "Camille",
                CreatedAt = at,
                UpdatedAt = at
            },
            new Contact { Id = Stranger, Workspace = "demo-shop", CreatedAt = at, UpdatedAt = at });
        await db.SaveChangesAsync(Cancellation);
        db.Contacts.Add(
            new Contact { Id = Former, Workspace = "demo-shop", MergedInto = Camille, CreatedAt = at, UpdatedAt = at });
        Add(
            db, "web-1", "demo-shop", "web", Former, at, ("contact", new string('x', 500)),
            ("system", "secret of the house"));
        Add(db, "whatsapp-1", "demo-shop", "whatsapp", Camille, at.AddMinutes(1),
            [.. Enumerable.Range(1, 10)
                .SelectMany(i => new[] { ("contact", $"question {i}"), ("agent", $"answer {i}") })]);
        Add(db, "telegram-1", "demo-shop", "telegram", Stranger, at.AddMinutes(2), ("contact", "secret of a stranger"));
        Add(db, "other-1", "other-shop", "whatsapp", Camille, at.AddMinutes(3), ("contact", "secret of another shop"));
        await db.SaveChangesAsync(Cancellation);
    }

    private static void Add(
        RecordsDbContext db, string session, string workspace, string channel, Guid contact, DateTimeOffset at,
        params (string Role, string Text)[] lines)
    {
        db.ArchivedSessions.Add(new ArchivedSession
        {
            SessionId = session,
            Workspace = workspace,
            Channel = channel,
            Address = "a",
            Contact = contact.ToString(),
            Locale = "fr",
            Status = "open",
            LastSeq = lines.Length,
            CreatedAt = at,
            UpdatedAt = at,
        });
        for (var i = 0; i < lines.Length; i++)
            db.ArchivedEntries.Add(
                new ArchivedEntry
                {
                    SessionId = session,
                    Seq = i + 1,
                    Role = lines[i].Role,
                    Text = lines[i].Text,
                    Parts = "[]",
                    At = at
                });
    }

    private sealed class Known : IContacts
    {
        public Task<string> ResolveAsync(
            string workspace, string channel, Sender sender, CancellationToken cancellationToken) =>
            Task.FromResult(Camille.ToString());
    }
}
