using Gateway.Brain.Contacts;
using Gateway.Brain.Records;
using Gateway.Sessions;
using Gateway.Sessions.Engine;
using Gateway.Sessions.Workspaces;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Consent;

/// <summary>
/// Keeps what contacts agreed to: each word of theirs as a row that stays, what the words come to as a state, both in
/// the audit log. Redis is told before the transaction ends, while the contact's row is held, so that of two words the
/// later one also gets there last.
/// </summary>
internal sealed class ConsentBook(
    IDbContextFactory<RecordsDbContext> records, IContacts contacts, KnownChannels channels, OptOutMarks marks,
    OptOuts optOuts,
    TimeProvider time) : IConsents
{
    /// <inheritdoc/>
    public async Task RecordAsync(ConsentEvent consent, CancellationToken cancellationToken)
    {
        if (consent.Keyword == ConsentKeyword.Help)
            throw new ArgumentException("Asking for help says nothing about consent.", nameof(consent));
        if (consent is { Keyword: ConsentKeyword.Stop, Message: { Session.Line: not null } said })
            await optOuts.HearAsync(said.Session, said.Seq);
        var contact = await contacts.ResolveAsync(
            consent.Workspace, consent.Channel, new Sender(null, consent.Identities), cancellationToken);
        await WriteAsync(contact, new ConsentRecord
        {
            Workspace = consent.Workspace,
            ContactId = default,
            Channel = consent.Channel,
            Kind = consent.Keyword == ConsentKeyword.Stop ? ConsentKind.Stop : ConsentKind.Start,
            Source = consent.Source,
            At = consent.At.ToUniversalTime(),
            RecordedAt = time.GetUtcNow(),
        }, cancellationToken);
    }

    /// <summary>Writes down that a contact agreed to prospecting on a channel.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="contact">Id of the contact.</param>
    /// <param name="channel">One of <see cref="ChannelKind"/>.</param>
    /// <param name="agreement">To what, and what shows it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task AgreeAsync(
        string workspace, string contact, string channel, MarketingAgreement agreement,
        CancellationToken cancellationToken) => WriteAsync(
        contact,
        new ConsentRecord
        {
            Workspace = workspace,
            ContactId = default,
            Channel = channel,
            Kind = ConsentKind.Marketing,
            WordingVersion = agreement.WordingVersion,
            Proof = agreement.Proof,
            Source = agreement.Source,
            At = agreement.At.ToUniversalTime(),
            RecordedAt = time.GetUtcNow(),
        },
        cancellationToken);

    /// <summary>Writes down that a contact wants no prospecting, on any channel.</summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="contact">Id of the contact.</param>
    /// <param name="channel">Where they said so.</param>
    /// <param name="source">Where it comes from, unique in the workspace.</param>
    /// <param name="at">When they said so.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task RefuseAsync(
        string workspace, string contact, string channel, string source, DateTimeOffset at,
        CancellationToken cancellationToken) => WriteAsync(
        contact,
        new ConsentRecord
        {
            Workspace = workspace,
            ContactId = default,
            Channel = channel,
            Kind = ConsentKind.Refusal,
            Source = source,
            At = at.ToUniversalTime(),
            RecordedAt = time.GetUtcNow(),
        },
        cancellationToken);

    /// <inheritdoc/>
    public async Task<SendingPermission> MaySendAsync(
        Workspace workspace, Session session, MessageClass @class, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        if (@class == MessageClass.Reply)
            return SendingPermission.Allowed;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        var contact = await FindAsync(db, session, cancellationToken);
        var facts = contact is null
            ? new OutreachFacts
            {
                Channel = session.Channel,
                Begins = channels[session.Channel].Begins,
                Zone = TimeZones.Of(null, workspace.TimeZone),
                Rules = workspace.Outreach
            }
            : await ReadAsync(db, contact, session.Channel, workspace, now, cancellationToken);
        return Outreach.Decide(@class, facts, now);
    }

    /// <inheritdoc/>
    public async Task NoteSentAsync(
        Session session, string source, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        if (await FindAsync(db, session, cancellationToken) is not { } contact)
            return;
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO outreach_messages (workspace, source, contact_id, channel, at)
            VALUES ({session.Workspace}, {source}, {contact.Id}, {session.Channel}, {at.ToUniversalTime()}) ON CONFLICT DO NOTHING
            """, cancellationToken);
    }

    private async Task WriteAsync(string contact, ConsentRecord said, CancellationToken cancellationToken)
    {
        var id = Guid.Parse(contact);
        await Races.RunAsync(records, async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
            var now = await ContactProfiles.Following(db, said.Workspace, id)
                .Select(row => row.Id)
                .SingleAsync(cancellationToken);
            var locked = await ContactBook.LockAsync(db, [now], cancellationToken);
            if (locked is not [{ MergedInto: null }])
                return null;
            var added = await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO consents (workspace, contact_id, channel, kind, wording_version, proof, source, at, recorded_at)
                VALUES ({said.Workspace}, {now}, {said.Channel}, {said.Kind}, {said.WordingVersion}, {said.Proof}, {said.Source}, {said.At}, {said.RecordedAt})
                ON CONFLICT (workspace, source) DO NOTHING
                """, cancellationToken);
            await SettleAsync(db, now, said, isNew: added == 1, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
            return said;
        }, cancellationToken);
    }

    private async Task SettleAsync(
        RecordsDbContext db, Guid contact, ConsentRecord said, bool isNew, CancellationToken cancellationToken)
    {
        var state = await db.ConsentStates.SingleOrDefaultAsync(
            row => row.ContactId == contact && row.Channel == said.Channel, cancellationToken);
        var before = state is null ? null : AuditEvent.HashOf(state);
        var decides = said.Kind is ConsentKind.Stop or ConsentKind.Start;
        // Words can be heard out of order; the one that was said last holds.
        if (isNew && decides && state is null)
            state = db.ConsentStates.Add(State(contact, said)).Entity;
        else if (isNew && decides && said.At >= state!.At)
            (state.OptedOut, state.At) = (said.Kind == ConsentKind.Stop, said.At);

        if (isNew)
        {
            db.AuditEvents.Add(new AuditEvent
            {
                Workspace = said.Workspace,
                At = said.RecordedAt,
                Actor = said.Source.StartsWith("provider:", StringComparison.Ordinal)
                    ? "provider"
                    : $"contact:{contact}",
                Action = $"consent.{said.Kind}",
                Subject = $"consent:{contact}/{said.Channel}",
                BeforeHash = before,
                AfterHash = state is null ? null : AuditEvent.HashOf(state),
            });
            await db.SaveChangesAsync(cancellationToken);
        }

        // Said again it may be because the first time ended here.
        if (decides)
        {
            var identities = await db.ContactIdentities.AsNoTracking()
                .Where(identity => identity.ContactId == contact)
                .ToListAsync(cancellationToken);
            await marks.SetAsync(said.Workspace, said.Channel, identities, state!.OptedOut);
        }
    }

    private static ConsentState State(Guid contact, ConsentRecord said) => new()
    {
        ContactId = contact,
        Channel = said.Channel,
        Workspace = said.Workspace,
        OptedOut = said.Kind == ConsentKind.Stop,
        At = said.At,
    };

    private async Task<Contact?> FindAsync(RecordsDbContext db, Session session, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(session.Contact, out var id))
            return await ContactProfiles.Following(db, session.Workspace, id)
                .AsNoTracking()
                .SingleOrDefaultAsync(cancellationToken);
        var found = await db.ContactIdentities.AsNoTracking()
            .Where(identity => identity.Workspace == session.Workspace && identity.Value == session.Address)
            .ToListAsync(cancellationToken);
        return found.Find(identity => marks.IsAddressOn(session.Channel, identity.Kind)) is { } known
            ? await db.Contacts.AsNoTracking().SingleAsync(contact => contact.Id == known.ContactId, cancellationToken)
            : null;
    }

    private async Task<OutreachFacts> ReadAsync(
        RecordsDbContext db, Contact contact, string channel, Workspace workspace, DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var ids = ContactProfiles.AllIdsOf(db, contact.Id);
        var said = await db.Consents.AsNoTracking()
            .Where(consent => ids.Contains(consent.ContactId))
            .ToListAsync(cancellationToken);
        var since = (now - Outreach.CapWindow).ToUniversalTime();
        var sent = await db.OutreachMessages.Where(message => ids.Contains(message.ContactId) && message.At > since)
            .Select(message => message.At).ToListAsync(cancellationToken);
        var phone = await db.ContactIdentities
            .Where(identity => identity.ContactId == contact.Id && identity.Kind == KindName.Of(IdentityKind.Phone))
            .OrderBy(identity => identity.CreatedAt)
                .Select(identity => identity.Value)
                .FirstOrDefaultAsync(cancellationToken);
        return new OutreachFacts
        {
            Channel = channel,
            Begins = channels[channel].Begins,
            OptedOut = await db.ConsentStates.AnyAsync(
                state => state.ContactId == contact.Id && state.Channel == channel && state.OptedOut,
                cancellationToken),
            HasAgreed = Last(said, one => one.Kind == ConsentKind.Marketing && one.Channel == channel) is { } agreed
                && !(Last(
                    said,
                    one => one.Kind == ConsentKind.Refusal
                    || (one.Kind == ConsentKind.Stop && one.Channel == channel)) >= agreed),
            RefusedAt = Last(said, one => one.Kind is ConsentKind.Refusal or ConsentKind.Stop),
            Sent = sent,
            Zone = contact.TimeZone is { } zone
                ? TimeZoneInfo.FindSystemTimeZoneById(zone)
                : TimeZones.Of(phone, workspace.TimeZone),
            Rules = workspace.Outreach,
        };
    }

    private static DateTimeOffset? Last(List<ConsentRecord> said, Func<ConsentRecord, bool> isMeant) =>
        said.Where(isMeant).Select(one => (DateTimeOffset?)one.At).Max();
}

/// <summary>That someone agreed to prospecting: what the business must be able to show.</summary>
/// <param name="WordingVersion">Which wording they agreed to.</param>
/// <param name="Proof">What shows it: a form's id, a recording.</param>
/// <param name="Source">Where it comes from, unique in the workspace.</param>
/// <param name="At">When.</param>
internal sealed record MarketingAgreement(string WordingVersion, string Proof, string Source, DateTimeOffset At);
