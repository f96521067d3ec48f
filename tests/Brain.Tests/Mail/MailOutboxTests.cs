using Gateway.Brain.Mail;
using Gateway.Brain.Records;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Testing;

namespace Gateway.Brain.Tests.Mail;

public sealed class MailOutboxTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly MailDraft Draft = new("centre", "claire@example.fr", "Rendez-vous", "Bonjour Claire", "1");

    private readonly ManualClock _clock = new();
    private RecordsDatabase _database = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private MailOutbox Outbox => new(_clock);

    private MailList List => new(_database);

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task A_mail_waits_with_all_that_hangs_on_it()
    {
        (await AddAsync(Draft with
        {
            Html = "<p>Bonjour Claire</p>",
            Class = MessageClass.Reply,
            Files =
            [
                new MailFile("rdv.ics", "text/calendar; method=PUBLISH", "BEGIN"u8.ToArray()),
                new MailFile("../plan.pdf", "no type", new byte[3]),
            ],
        })).ShouldBe(MailOutcome.Added);

        var line = (await List.NewestAsync("centre", 10, Cancellation)).ShouldHaveSingleItem();
        (line.Subject, line.State, line.Files).ShouldBe(("Rendez-vous", MailState.Waiting, 2));
        var mail = (await List.FindAsync(line.Id, Cancellation)).ShouldNotBeNull();
        (mail.Recipient, mail.Text, mail.Html, mail.Class, mail.NextAt).ShouldBe(
            ("claire@example.fr", "Bonjour Claire", "<p>Bonjour Claire</p>", MessageClass.Reply, _clock.GetUtcNow()));
        mail.Attachments.Select(file => (file.FileName, file.MediaType, file.Content.Length)).ShouldBe(
            [("rdv.ics", "text/calendar; method=PUBLISH", 5), ("..-plan.pdf", "application/octet-stream", 3)]);
    }

    [Fact]
    public async Task A_mail_under_a_key_is_written_once_in_a_workspace()
    {
        await using var db = _database.CreateDbContext();
        (await Outbox.AddAsync(db, Draft, Cancellation)).ShouldBe(MailOutcome.Added);
        (await Outbox.AddAsync(db, Draft, Cancellation)).ShouldBe(MailOutcome.Known);
        await db.SaveChangesAsync(Cancellation);

        (await AddAsync(Draft with { Subject = "Autre" })).ShouldBe(MailOutcome.Known);
        (await AddAsync(Draft with { Workspace = "other" })).ShouldBe(MailOutcome.Added);
        (await List.NewestAsync(null, 10, Cancellation)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Nodes_that_add_one_at_once_come_to_one_mail()
    {
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Races.RunAsync<object>(
            _database,
            async db =>
            {
                var outcome = await Outbox.AddAsync(db, Draft, Cancellation);
                await db.SaveChangesAsync(Cancellation);
                return outcome;
            },
            Cancellation)));

        outcomes.Count(outcome => outcome is MailOutcome.Added).ShouldBe(1);
        outcomes.Count(outcome => outcome is MailOutcome.Known).ShouldBe(5);
    }

    [Fact]
    public async Task What_is_rolled_back_is_not_told()
    {
        await using (var db = _database.CreateDbContext())
        {
            await using var transaction = await db.Database.BeginTransactionAsync(Cancellation);
            await Outbox.AddAsync(db, Draft, Cancellation);
            await db.SaveChangesAsync(Cancellation);
            await transaction.RollbackAsync(Cancellation);
        }

        (await List.NewestAsync(null, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_subject_is_one_line_and_no_header_beside_it()
    {
        await AddAsync(Draft with { Subject = $"Rendez-vous\r\nBcc: all@example.fr\0{new string('x', 400)}" });

        var subject = (await List.NewestAsync(null, 1, Cancellation))[0].Subject;
        subject.ShouldStartWith("Rendez-vous Bcc: all@example.frx");
        subject.Length.ShouldBe(MailOutbox.MostSubject);
    }

    [Fact]
    public async Task What_is_no_address_or_too_large_is_refused()
    {
        (await AddAsync(Draft with { To = "claire@example.fr\r\nBcc: all@example.fr" })).ShouldBe(
            MailOutcome.NoAddress);
        (await AddAsync(Draft with { Text = new string('é', (MailOutbox.MostBytes / 2) + 1) })).ShouldBe(
            MailOutcome.TooLarge);
        var file = new MailFile("a", "text/plain", new byte[1]);
        (await AddAsync(Draft with { Files = [.. Enumerable.Repeat(file, MailOutbox.MostFiles + 1)] })).ShouldBe(
            MailOutcome.TooLarge);
        (await AddAsync(Draft with { Files = [file with { Content = new byte[MailOutbox.MostBytes] }] })).ShouldBe(
            MailOutcome.TooLarge);
        await Should.ThrowAsync<ArgumentException>(() => AddAsync(Draft with { Class = MessageClass.Marketing }));

        (await List.NewestAsync(null, 10, Cancellation)).ShouldBeEmpty();
    }

    [Fact]
    public async Task No_more_than_so_many_wait_for_a_workspace()
    {
        await _database.AskAsync<object>(
            $"""
            INSERT INTO mails (id, workspace, recipient, subject, text, class, idempotency_key, created_at, attempts, next_at)
            SELECT gen_random_uuid(), 'centre', 'a@example.fr', '', '', 'service', 'k' || n, now(), 0, now()
            FROM generate_series(1, {MailOutbox.MostWaiting}) AS n
            """);

        (await AddAsync(Draft)).ShouldBe(MailOutcome.TooMany);
        (await AddAsync(Draft with { Workspace = "other" })).ShouldBe(MailOutcome.Added);
        await _database.AskAsync<object>("UPDATE mails SET next_at = NULL WHERE idempotency_key = 'k7'");
        (await AddAsync(Draft)).ShouldBe(MailOutcome.Added);
    }

    [Fact]
    public async Task What_was_written_to_a_person_is_shown_and_forgotten()
    {
        var file = new MailFile("rdv.ics", "text/calendar", new byte[7]);
        await AddAsync(Draft with { To = "Claire@Example.fr", Files = [file] });
        await AddAsync(Draft with { To = "paul@example.fr", Key = "2" });
        await AddAsync(Draft with { Workspace = "other" });

        var held = (await List.ExportAsync("centre", "claire@example.FR", Cancellation)).ShouldHaveSingleItem();
        held.Attachments.ShouldHaveSingleItem().Content.Length.ShouldBe(7);
        (await List.EraseAsync("centre", "claire@example.fr", Cancellation)).ShouldBe(1);

        (await List.ExportAsync("centre", "claire@example.fr", Cancellation)).ShouldBeEmpty();
        (await List.NewestAsync(null, 10, Cancellation)).Count.ShouldBe(2);
        (await _database.AskAsync<long>("SELECT count(*) FROM mail_attachments")).ShouldBe(0);
    }

    private async Task<MailOutcome> AddAsync(MailDraft draft)
    {
        await using var db = _database.CreateDbContext();
        var outcome = await Outbox.AddAsync(db, draft, Cancellation);
        await db.SaveChangesAsync(Cancellation);
        return outcome;
    }
}
