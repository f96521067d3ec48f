using Gateway.Brain.Contacts;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Consent;

public sealed class ConsentBookTests(RecordsServer server, RedisFixture redis) : IAsyncLifetime
{
    private const string Line = "+33700000001";
    private const string OtherLine = "+33700000002";

    private static readonly ContactIdentity Phone = new(IdentityKind.Phone, "+33600000001");
    private static readonly ContactIdentity OtherPhone = new(IdentityKind.Phone, "+33600000002");
    private static readonly ContactIdentity WhatsAppUser = new(IdentityKind.WhatsAppUser, "FR.8A7B6C5D4E");
    private static readonly ContactIdentity TelegramUser = new(IdentityKind.TelegramUser, "700000001");

    // A Wednesday, 11 o'clock in Paris.
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.Zero));
    private readonly Workspace _workspace = ConsentNode.Workspace("consents");
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
    public async Task A_stop_on_one_address_closes_all_of_the_contact_on_that_channel_and_no_other()
    {
        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.WhatsApp, new Sender(null, [WhatsAppUser, Phone]), Cancellation);
        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Telegram, new Sender(null, [TelegramUser, Phone]), Cancellation);
        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Telegram, new Sender(null, [TelegramUser, OtherPhone]), Cancellation);

        await SayAsync(ConsentKeyword.Stop, ChannelKind.WhatsApp, WhatsAppUser);

        foreach (var address in new[] { WhatsAppUser, Phone, OtherPhone })
            (await IsClosedAsync(ChannelKind.WhatsApp, Line, address.Value)).ShouldBeTrue(address.Value);
        (await IsClosedAsync(ChannelKind.Sms, Line, Phone.Value)).ShouldBeFalse();
        (await IsClosedAsync(ChannelKind.Telegram, "test_bot", TelegramUser.Value)).ShouldBeFalse();
    }

    [Fact]
    public async Task A_stop_by_sms_closes_all_lines_and_both_numbers_and_a_start_opens_them()
    {
        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Telegram, new Sender(null, [TelegramUser, Phone]), Cancellation);
        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Telegram, new Sender(null, [TelegramUser, OtherPhone]), Cancellation);

        await SayAsync(ConsentKeyword.Stop, ChannelKind.Sms, OtherPhone);

        foreach (var line in new[] { Line, OtherLine })
        {
            (await IsClosedAsync(ChannelKind.Sms, line, Phone.Value)).ShouldBeTrue();
            (await IsClosedAsync(ChannelKind.Sms, line, OtherPhone.Value)).ShouldBeTrue();
        }

        await SayAsync(ConsentKeyword.Start, ChannelKind.Sms, Phone);

        foreach (var line in new[] { Line, OtherLine })
        {
            (await IsClosedAsync(ChannelKind.Sms, line, Phone.Value)).ShouldBeFalse();
            (await IsClosedAsync(ChannelKind.Sms, line, OtherPhone.Value)).ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Said_twice_under_one_source_it_is_one_event_and_takes_hold_each_time()
    {
        var stop = await SayAsync(ConsentKeyword.Stop, ChannelKind.Sms, Phone);
        await _node.OptOuts.SetAsync(_workspace.Id, ChannelKind.Sms, Line, Phone.Value, optedOut: false);

        await Task.WhenAll(
            Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => _node.Consents.RecordAsync(stop, Cancellation), Cancellation)));

        (await IsClosedAsync(ChannelKind.Sms, Line, Phone.Value)).ShouldBeTrue();
        (await CountAsync("consents")).ShouldBe(1);
        (await CountAsync("audit_events")).ShouldBe(1);
    }

    [Fact]
    public async Task What_was_said_last_holds_in_whatever_order_it_is_heard()
    {
        var stop = Said(ConsentKeyword.Stop, ChannelKind.Sms, Phone);
        var start = Said(ConsentKeyword.Start, ChannelKind.Sms, Phone) with { At = stop.At.AddSeconds(1) };

        await _node.Consents.RecordAsync(start, Cancellation);
        await _node.Consents.RecordAsync(stop, Cancellation);

        (await IsClosedAsync(ChannelKind.Sms, Line, Phone.Value)).ShouldBeFalse();
        (await CountAsync("consents")).ShouldBe(2);
    }

    [Fact]
    public async Task Each_word_leaves_a_row_in_the_audit_log()
    {
        await SayAsync(ConsentKeyword.Stop, ChannelKind.Sms, Phone);
        await _node.Consents.RecordAsync(
            Said(ConsentKeyword.Stop, ChannelKind.Sms, Phone) with { Source = "provider:21610:x.1.0" }, Cancellation);
        await SayAsync(ConsentKeyword.Start, ChannelKind.Sms, Phone);

        await using var db = _database.CreateDbContext();
        var contact = (await db.Contacts.SingleAsync(Cancellation)).Id;
        var audit = await db.AuditEvents.OrderBy(row => row.Id).ToListAsync(Cancellation);
        audit.Select(row => (row.Actor, row.Action)).ShouldBe(
            [($"contact:{contact}", "consent.stop"), ("provider", "consent.stop"),
                ($"contact:{contact}", "consent.start")]);
        audit.ShouldAllBe(
            row => row.Subject == $"consent:{contact}/sms" && row.Workspace == _workspace.Id
            && row.At == _clock.GetUtcNow());
        audit[0].BeforeHash.ShouldBeNull();
        audit[1].BeforeHash.ShouldBe(audit[0].AfterHash);
        audit[2].AfterHash.ShouldNotBe(audit[2].BeforeHash);
    }

    [Fact]
    public async Task An_address_that_joins_a_contact_who_has_stopped_is_closed_as_well()
    {
        await SayAsync(ConsentKeyword.Stop, ChannelKind.WhatsApp, WhatsAppUser);

        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.WhatsApp, new Sender(null, [WhatsAppUser, Phone]), Cancellation);

        (await IsClosedAsync(ChannelKind.WhatsApp, Line, Phone.Value)).ShouldBeTrue();
    }

    [Fact]
    public async Task Of_two_contacts_that_become_one_the_one_who_has_stopped_decides()
    {
        await SayAsync(ConsentKeyword.Start, ChannelKind.WhatsApp, Phone);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await SayAsync(ConsentKeyword.Stop, ChannelKind.WhatsApp, WhatsAppUser);

        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.WhatsApp, new Sender(null, [WhatsAppUser, Phone]), Cancellation);

        (await IsClosedAsync(ChannelKind.WhatsApp, Line, Phone.Value)).ShouldBeTrue();
        (await _database.AskAsync<long>("SELECT count(*) FROM consent_states WHERE opted_out")).ShouldBe(1);
    }

    [Fact]
    public async Task A_redis_that_was_lost_is_told_at_start_what_is_closed()
    {
        await SayAsync(ConsentKeyword.Stop, ChannelKind.Sms, Phone);
        await SayAsync(ConsentKeyword.Stop, ChannelKind.Telegram, TelegramUser);
        await SayAsync(ConsentKeyword.Stop, ChannelKind.WhatsApp, OtherPhone);
        await SayAsync(ConsentKeyword.Start, ChannelKind.WhatsApp, OtherPhone);
        await using var fresh = await RedisServer.StartAsync(appendFsync: "no");
        await using var node = await ConsentNode.StartAsync(_database, fresh, _clock, _workspace);
        (await node.OptOuts.HasAsync(_workspace.Id, ChannelKind.Sms, Line, Phone.Value)).ShouldBeFalse();

        (await node.Keeper.CopyAsync(Cancellation)).ShouldBe(2);

        (await node.OptOuts.HasAsync(_workspace.Id, ChannelKind.Sms, Line, Phone.Value)).ShouldBeTrue();
        (await node.OptOuts.HasAsync(_workspace.Id, ChannelKind.Sms, OtherLine, Phone.Value)).ShouldBeTrue();
        (await node.OptOuts.HasAsync(_workspace.Id, ChannelKind.Telegram, "test_bot", TelegramUser.Value))
            .ShouldBeTrue();
        (await node.OptOuts.HasAsync(_workspace.Id, ChannelKind.WhatsApp, Line, OtherPhone.Value)).ShouldBeFalse();
    }

    [Fact]
    public async Task All_opt_outs_are_copied_however_many_there_are()
    {
        await _database.AskAsync<object>(
            $"""
            INSERT INTO contacts (id, workspace, created_at, updated_at) SELECT gen_random_uuid(), '{_workspace.Id}', now(), now() FROM generate_series(1, 250);
            INSERT INTO consent_states SELECT id, 'sms', workspace, true, now() FROM contacts;
            INSERT INTO contact_identities SELECT workspace, 'phone', '+3361' || lpad((row_number() OVER ())::text, 7, '0'), id, 'sms', now() FROM contacts
            """);

        (await _node.Keeper.CopyAsync(Cancellation)).ShouldBe(250);

        foreach (var number in new[] { 1, 125, 250 })
            (await IsClosedAsync(ChannelKind.Sms, Line, $"+3361{number:0000000}")).ShouldBeTrue();
    }

    [Fact]
    public async Task Prospecting_wants_an_agreement_and_is_counted()
    {
        var contact = await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Sms, new Sender(null, [Phone]), Cancellation);
        (await AskAsync(Phone)).Reason.ShouldBe("noConsent");
        await _node.Consents.AgreeAsync(
            _workspace.Id, contact, ChannelKind.Sms, new("2026-01", "form:17", "form:17", _clock.GetUtcNow()),
            Cancellation);

        for (var i = 0; i < 4; i++)
        {
            (await AskAsync(Phone)).ShouldBe(SendingPermission.Allowed);
            await _node.Consents.NoteSentAsync(SessionOf(Phone), $"delivery-{i}", _clock.GetUtcNow(), Cancellation);
            await _node.Consents.NoteSentAsync(SessionOf(Phone), $"delivery-{i}", _clock.GetUtcNow(), Cancellation);
            _clock.Advance(TimeSpan.FromMinutes(1));
        }

        var refused = await AskAsync(Phone);
        refused.Reason.ShouldBe("cap");
        // 25 December is a holiday, the days after it a weekend.
        refused.NotBefore.ShouldBe(new DateTimeOffset(2026, 12, 28, 10, 0, 0, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task A_stop_ends_the_agreement_and_a_start_does_not_bring_it_back()
    {
        var contact = await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Sms, new Sender(null, [Phone]), Cancellation);
        await _node.Consents.AgreeAsync(
            _workspace.Id, contact, ChannelKind.Sms, new("2026-01", "form:17", "form:17", _clock.GetUtcNow()),
            Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(1));

        await SayAsync(ConsentKeyword.Stop, ChannelKind.Sms, Phone);
        (await AskAsync(Phone)).Reason.ShouldBe("optedOut");
        (await AskAsync(Phone, MessageClass.Service)).Reason.ShouldBe("optedOut");
        (await AskAsync(Phone, MessageClass.Reply)).ShouldBe(SendingPermission.Allowed);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await SayAsync(ConsentKeyword.Start, ChannelKind.Sms, Phone);
        (await AskAsync(Phone)).Reason.ShouldBe("noConsent");
        (await AskAsync(Phone, MessageClass.Service)).ShouldBe(SendingPermission.Allowed);
    }

    [Fact]
    public async Task A_refusal_locks_for_sixty_days_on_every_channel_even_when_they_agree_again()
    {
        var contact = await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Sms, new Sender(null, [Phone]), Cancellation);
        await _node.Consents.RefuseAsync(
            _workspace.Id, contact, ChannelKind.Voice, "call:1", _clock.GetUtcNow(), Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(1));
        await _node.Consents.AgreeAsync(
            _workspace.Id, contact, ChannelKind.Sms, new("2026-01", "form:17", "form:17", _clock.GetUtcNow()),
            Cancellation);

        var refused = await AskAsync(Phone);

        refused.Reason.ShouldBe("refusal");
        // Sixty days lead to a Sunday; the next hours are those of the Monday after it.
        refused.NotBefore.ShouldBe(new DateTimeOffset(2027, 1, 25, 10, 0, 0, TimeSpan.FromHours(1)));
    }

    [Fact]
    public async Task What_was_agreed_before_two_contacts_became_one_holds_for_both()
    {
        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.WhatsApp, new Sender(null, [WhatsAppUser]), Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(1));
        var later = await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Sms, new Sender(null, [Phone]), Cancellation);
        await _node.Consents.AgreeAsync(
            _workspace.Id, later, ChannelKind.Sms, new("2026-01", "form:17", "form:17", _clock.GetUtcNow()),
            Cancellation);

        await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.WhatsApp, new Sender(null, [WhatsAppUser, Phone]), Cancellation);

        (await AskAsync(Phone)).ShouldBe(SendingPermission.Allowed);
        (await AskAsync(Phone, contact: later)).ShouldBe(SendingPermission.Allowed);
    }

    [Fact]
    public async Task Prospecting_is_held_in_the_hours_of_where_the_number_is_at_home()
    {
        var far = new ContactIdentity(IdentityKind.Phone, "+590690000001");
        var contact = await _node.Contacts.ResolveAsync(
            _workspace.Id, ChannelKind.Sms, new Sender(null, [far]), Cancellation);
        await _node.Consents.AgreeAsync(
            _workspace.Id, contact, ChannelKind.Sms, new("2026-01", "form:17", "form:17", _clock.GetUtcNow()),
            Cancellation);

        // Six o'clock in Guadeloupe.
        (await AskAsync(far))
            .ShouldBe(
                new SendingPermission(
                false, new DateTimeOffset(2026, 11, 25, 10, 0, 0, TimeSpan.FromHours(-4)), "quietHours"));
    }

    private async Task<ConsentEvent> SayAsync(ConsentKeyword keyword, string channel, ContactIdentity identity)
    {
        var said = Said(keyword, channel, identity);
        await _node.Consents.RecordAsync(said, Cancellation);
        return said;
    }

    private ConsentEvent Said(ConsentKeyword keyword, string channel, ContactIdentity identity) =>
        new(_workspace.Id, channel, [identity], keyword, $"message:{Guid.NewGuid():N}", _clock.GetUtcNow());

    private Task<SendingPermission> AskAsync(
        ContactIdentity identity, MessageClass @class = MessageClass.Marketing, string? contact = null) =>
        _node.Consents.MaySendAsync(
            _workspace, SessionOf(identity) with { Contact = contact }, @class, _clock.GetUtcNow(), Cancellation);

    private Session SessionOf(ContactIdentity identity) => new(
        SessionId.New(1, _clock.GetUtcNow()), _workspace.Id, ChannelKind.Sms, identity.Value, null, "fr",
        SessionStatus.Open, 1, _clock.GetUtcNow(), _clock.GetUtcNow())
    {
        Line = Line,
    };

    private Task<bool> IsClosedAsync(string channel, string line, string address) =>
        _node.OptOuts.HasAsync(_workspace.Id, channel, line, address);

    private Task<long> CountAsync(string table) => _database.AskAsync<long>($"SELECT count(*) FROM {table}");
}
