using Gateway.Brain.Contacts;
using Gateway.Brain.Tests.Consent;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Contacts;

public sealed class ContactBookTests(RecordsServer server, RedisFixture redis) : IAsyncLifetime
{
    private static readonly ContactIdentity Phone = new(IdentityKind.Phone, "+33600000001");
    private static readonly ContactIdentity OtherPhone = new(IdentityKind.Phone, "+33600000002");
    private static readonly ContactIdentity WhatsAppUser = new(IdentityKind.WhatsAppUser, "FR.8A7B6C5D4E");
    private static readonly ContactIdentity TelegramUser = new(IdentityKind.TelegramUser, "700000001");

    private readonly ManualClock _clock = new();
    private readonly Workspace _workspace = ConsentNode.Workspace("contacts");
    private RecordsDatabase _database = null!;
    private ConsentNode _node = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await server.CreateAsync();
        _node = await ConsentNode.StartAsync(_database, redis.Server, _clock, _workspace);
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task The_same_number_is_one_contact_on_every_channel()
    {
        var bySms = await ResolveAsync(ChannelKind.Sms, Phone);

        (await ResolveAsync(ChannelKind.WhatsApp, Phone, WhatsAppUser)).ShouldBe(bySms);
        (await ResolveAsync(ChannelKind.WhatsApp, WhatsAppUser)).ShouldBe(bySms);
        (await ResolveAsync(ChannelKind.Voice, Phone)).ShouldBe(bySms);
        (await ResolveAsync(ChannelKind.Telegram, TelegramUser, Phone)).ShouldBe(bySms);
        (await ResolveAsync(ChannelKind.Sms, OtherPhone)).ShouldNotBe(bySms);
        (await CountAsync("contacts")).ShouldBe(2);
        (await CountAsync("audit_events")).ShouldBe(0);
    }

    [Fact]
    public async Task The_same_number_in_another_workspace_is_another_contact()
    {
        var here = await ResolveAsync(ChannelKind.Sms, Phone);

        (await _node.Contacts.ResolveAsync("another", ChannelKind.Sms, new Sender(null, [Phone]), Cancellation))
            .ShouldNotBe(here);
    }

    [Fact]
    public async Task Contacts_that_turn_out_to_be_one_become_the_older_one_and_the_audit_log_says_so()
    {
        var first = await ResolveAsync(ChannelKind.Telegram, TelegramUser);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var second = await ResolveAsync(ChannelKind.Sms, Phone);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var third = await ResolveAsync(ChannelKind.WhatsApp, WhatsAppUser);

        (await ResolveAsync(ChannelKind.WhatsApp, WhatsAppUser, Phone)).ShouldBe(second);
        (await ResolveAsync(ChannelKind.Telegram, TelegramUser, Phone)).ShouldBe(first);

        (await ResolveAsync(ChannelKind.WhatsApp, WhatsAppUser)).ShouldBe(first);
        foreach (var id in new[] { first, second, third })
            (await _node.Profiles.FollowAsync(_workspace.Id, id, Cancellation))
                .ShouldNotBeNull().Id.ToString()
                .ShouldBe(first);
        await using var db = _database.CreateDbContext();
        var audit = await db.AuditEvents.OrderBy(row => row.Id).ToListAsync(Cancellation);
        audit.Select(row => (row.Action, row.Subject))
            .ShouldBe([("contact.merged", $"contact:{third}"), ("contact.merged", $"contact:{second}")]);
        audit.ShouldAllBe(
            row => row.Workspace == _workspace.Id && row.BeforeHash!.Length == 32 && row.AfterHash!.Length == 32);
        audit.ShouldAllBe(row => row.At.Offset == TimeSpan.Zero);
    }

    [Fact]
    public async Task A_contact_of_another_workspace_is_not_followed()
    {
        var contact = await ResolveAsync(ChannelKind.Sms, Phone);

        (await _node.Profiles.FollowAsync("another", contact, Cancellation)).ShouldBeNull();
        (await _node.Profiles.FollowAsync(_workspace.Id, "nobody", Cancellation)).ShouldBeNull();
    }

    [Fact]
    public async Task Nodes_that_meet_a_contact_at_once_make_one()
    {
        ContactIdentity[][] senders = [[Phone], [Phone, WhatsAppUser], [WhatsAppUser, Phone]];
        var found = await Task.WhenAll(
            Enumerable.Range(0, 24)
            .Select(i => Task.Run(() => ResolveAsync(ChannelKind.WhatsApp, senders[i % 3]), Cancellation)));

        found.Distinct().ShouldHaveSingleItem();
        (await CountAsync("contacts")).ShouldBe(1);
        (await CountAsync("contact_identities")).ShouldBe(2);
    }

    [Fact]
    public async Task Merges_that_meet_end_with_one_contact_whatever_their_order()
    {
        ContactIdentity[] chain =
            [.. Enumerable.Range(0, 12).Select(i => new ContactIdentity(IdentityKind.Phone, $"+3360000010{i:00}"))];
        foreach (var identity in chain)
        {
            await ResolveAsync(ChannelKind.Sms, identity);
            _clock.Advance(TimeSpan.FromSeconds(1));
        }

        await Task.WhenAll(Enumerable.Range(0, chain.Length - 1).OrderBy(i => i * 7 % 11).Select(i => Task.Run(
            () => ResolveAsync(ChannelKind.WhatsApp, chain[i + 1], chain[i]), Cancellation)));

        await using var db = _database.CreateDbContext();
        var owners = await db.ContactIdentities.Select(identity => identity.ContactId)
            .Distinct()
            .ToListAsync(Cancellation);
        var owner = owners.ShouldHaveSingleItem();
        (await db.Contacts.Where(contact => contact.Id != owner)
            .Select(contact => contact.MergedInto)
            .Distinct()
            .ToListAsync(Cancellation)).ShouldBe([owner]);
        (await CountAsync("audit_events")).ShouldBe(chain.Length - 1);
    }

    [Fact]
    public async Task An_identity_cannot_lead_to_a_contact_of_another_workspace()
    {
        var contact = await ResolveAsync(ChannelKind.Sms, Phone);

        await Should.ThrowAsync<Npgsql.PostgresException>(() => _database.AskAsync<object>(
            $"INSERT INTO contact_identities VALUES ('another', 'phone', '+33600000009', '{contact}', 'sms', now())"));
    }

    [Theory]
    [InlineData("UPDATE audit_events SET actor = 'nobody'")]
    [InlineData("DELETE FROM audit_events")]
    [InlineData("UPDATE consents SET kind = 'start'")]
    [InlineData("DELETE FROM consents")]
    public async Task What_was_written_down_cannot_be_changed(string sql)
    {
        await _node.Consents.RecordAsync(
            new ConsentEvent(
            _workspace.Id, ChannelKind.Sms, [Phone], ConsentKeyword.Stop, "message:1", _clock.GetUtcNow()),
            Cancellation);
        (await CountAsync("audit_events")).ShouldBe(1);

        (await Should.ThrowAsync<Npgsql.PostgresException>(() => _database.AskAsync<object>(sql))).SqlState.ShouldBe(
            "23001");
    }

    [Fact]
    public async Task What_people_call_themselves_is_kept_in_one_short_line()
    {
        var contact = await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.WhatsApp, new Sender("Zoé\0\n" + new string('é', 300) + "\ud83d", [Phone]),
            Cancellation);

        (await _node.Profiles.FollowAsync(_workspace.Id, contact, Cancellation))
            .ShouldNotBeNull().ProfileName.ShouldNotBeNull().Length.ShouldBe(100);
    }

    private Task<string> ResolveAsync(string channel, params ContactIdentity[] identities) =>
        _node.Contacts.ResolveAsync(_workspace.Id, channel, new Sender("Zoé", identities), Cancellation);

    private Task<long> CountAsync(string table) => _database.AskAsync<long>($"SELECT count(*) FROM {table}");
}
