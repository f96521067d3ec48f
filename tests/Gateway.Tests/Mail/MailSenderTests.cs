using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gateway.Brain.Mail;
using Gateway.Mail;
using Gateway.Sessions;
using Gateway.Testing;
using MailKit.Security;
using MimeKit;

namespace Gateway.Tests.Mail;

/// <summary>What becomes of a mail, whatever the server makes of it.</summary>
public sealed class MailSenderTests(MailDatabase database) : IClassFixture<MailDatabase>, IAsyncLifetime
{
    private MailWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private FakeSmtp Server => _world.Server;

    public async ValueTask InitializeAsync() => _world = await MailWorld.StartAsync(database);

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_mail_arrives_with_the_name_of_the_business_and_leads_back_to_its_people()
    {
        var id = await _world.WriteAsync(with: draft => draft with
        {
            Html = "<p>Bonjour <b>Claire</b></p>",
            Files = [new MailFile("rdv été.ics", "text/calendar; method=PUBLISH", "BEGIN:VCALENDAR"u8.ToArray())],
        });

        (await _world.SendAsync()).ShouldBe(1);

        var taken = Server.Taken.ShouldHaveSingleItem();
        (taken.From, taken.To.ShouldHaveSingleItem()).ShouldBe(("noreply@gateway.example", "claire@example.fr"));
        using var message = await ReadAsync(taken);
        message.MessageId.ShouldBe($"{id:N}@gateway.example");
        message.Subject.ShouldBe("Rendez-vous confirmé");
        message.Date.ShouldBe(_world.Clock.GetUtcNow());
        message.From.ToString().ShouldBe("\"Contrôle « Été »\" <noreply@gateway.example>");
        message.ReplyTo.ToString().ShouldBe("accueil@centre.example");
        message.Headers[HeaderId.AutoSubmitted].ShouldBe("auto-generated");
        message.TextBody.ShouldNotBeNull().ReplaceLineEndings("\n").ShouldBe("Bonjour Claire,\nà demain.");
        message.HtmlBody.ShouldBe("<p>Bonjour <b>Claire</b></p>");
        var file = message.Attachments.OfType<MimePart>().ShouldHaveSingleItem();
        (file.FileName, file.ContentType.MimeType, file.ContentType.Parameters["method"]).ShouldBe(
            ("rdv été.ics", "text/calendar", "PUBLISH"));
        (await _world.OnlyAsync()).ShouldBe((MailState.Sent, 1, null));
        (await _world.SendAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task No_text_becomes_a_header()
    {
        await _world.WriteAsync(with: draft => draft with
        {
            Subject = "Rendez-vous\r\nBcc: all@example.fr",
            Class = MessageClass.Reply,
            Files = [new MailFile("a\r\nBcc: all@example.fr", "text/plain\r\nBcc: all@example.fr", new byte[1])],
        });

        await _world.SendAsync();

        var taken = Server.Taken.ShouldHaveSingleItem();
        taken.To.ShouldBe(["claire@example.fr"]);
        taken.Data.ShouldNotContain("\nBcc");
        taken.Header("Auto-Submitted").ShouldBe("auto-replied");
    }

    [Theory]
    [InlineData("RCPT", "450 Come back later", "450 RecipientNotAccepted")]
    [InlineData("DATA", "451 Not now", "451 UnexpectedStatusCode")]
    [InlineData(".", "452 Disk full", "452 MessageNotAccepted")]
    [InlineData("MAIL", "550 We do not know you", "550 SenderNotAccepted")]
    [InlineData("RCPT", "421 Going down", "421 RecipientNotAccepted")]
    [InlineData("CONNECT", "554 No service", "554 UnexpectedStatusCode")]
    [InlineData("CONNECT", FakeSmtp.Drop, "SmtpProtocolException")]
    public async Task What_is_not_taken_now_is_sent_again_later_under_the_same_id(
        string verb, string reply, string error)
    {
        await _world.WriteAsync();
        Server.Answer(verb, reply);
        await _world.SendAsync();
        (await _world.OnlyAsync()).ShouldBe((MailState.Waiting, 1, error));

        (await _world.SendAsync()).ShouldBe(0);
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        (await _world.SendAsync()).ShouldBe(1);

        (await _world.OnlyAsync()).ShouldBe((MailState.Sent, 2, null));
        Server.Taken.Select(mail => mail.Header("Message-ID")).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData("RCPT", "550 No such person", "550 RecipientNotAccepted")]
    [InlineData("DATA", "554 No", "554 UnexpectedStatusCode")]
    [InlineData(".", "550 We do not want that", "550 MessageNotAccepted")]
    [InlineData("MAIL", "552 Too large", "552 SenderNotAccepted")]
    public async Task What_will_never_be_taken_is_given_up_and_holds_up_nothing(
        string verb, string reply, string error)
    {
        await _world.WriteAsync();
        Server.Answer(verb, reply);
        await _world.SendAsync();
        (await _world.OnlyAsync()).ShouldBe((MailState.Failed, 1, error));

        await _world.WriteAsync("2", "paul@example.fr");
        _world.Clock.Advance(TimeSpan.FromDays(2));
        (await _world.SendAsync()).ShouldBe(1);

        Server.Taken[^1].To.ShouldBe(["paul@example.fr"]);
    }

    [Fact]
    public async Task A_mail_whose_answer_was_lost_is_sent_again_as_the_same_mail()
    {
        var id = await _world.WriteAsync();
        Server.Answer(".", FakeSmtp.Drop);
        await _world.SendAsync();
        (await _world.OnlyAsync()).State.ShouldBe(MailState.Waiting);
        _world.Clock.Advance(TimeSpan.FromSeconds(30));

        await _world.SendAsync();

        Server.Taken.Count.ShouldBe(2);
        Server.Taken.Select(mail => mail.Header("Message-ID")).ShouldAllBe(
            header => header == $"<{id:N}@gateway.example>");
        Server.Taken.Select(mail => mail.Header("Date")).Distinct().Count().ShouldBe(1);
        (await _world.OnlyAsync()).ShouldBe((MailState.Sent, 2, null));
    }

    [Fact]
    public async Task A_server_that_hangs_is_left_after_a_minute()
    {
        await _world.WriteAsync();
        Server.Answer("RCPT", FakeSmtp.Hang);
        var sending = _world.SendAsync();
        await Server.Hanging;

        _world.Clock.Advance(MailSender.Patience);
        await sending;

        (await _world.OnlyAsync()).ShouldBe((MailState.Waiting, 1, "TimedOut"));
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        (await _world.SendAsync()).ShouldBe(1);
        (await _world.OnlyAsync()).State.ShouldBe(MailState.Sent);
    }

    [Fact]
    public async Task What_is_never_taken_is_given_up_after_ten_times()
    {
        await _world.WriteAsync();
        Server.Answer("RCPT", [.. Enumerable.Repeat("450 Later", 20)]);
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await _world.SendAsync();
            _world.Clock.Advance(TimeSpan.FromHours(17));
        }

        (await _world.OnlyAsync()).ShouldBe((MailState.Failed, 10, "450 RecipientNotAccepted"));
    }

    [Fact]
    public async Task A_server_that_takes_nothing_is_asked_for_one_mail_at_a_time()
    {
        for (var i = 0; i < 5; i++)
            await _world.WriteAsync($"{i}");
        Server.Answer("CONNECT", "554 No", "554 No");
        using var sender = _world.Sender();

        (await sender.SendDueAsync(Cancellation)).ShouldBe(1);
        (await sender.SendDueAsync(Cancellation)).ShouldBe(0);
        _world.Clock.Advance(MailSender.Rest);
        (await sender.SendDueAsync(Cancellation)).ShouldBe(1);
        _world.Clock.Advance(MailSender.Rest);
        (await sender.SendDueAsync(Cancellation)).ShouldBeGreaterThanOrEqualTo(3);

        Server.Connections.ShouldBe(3);
    }

    [Fact]
    public async Task Nodes_that_send_at_once_send_each_mail_once()
    {
        for (var i = 0; i < 40; i++)
            await _world.WriteAsync($"{i}");

        var sent = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => _world.SendAsync()));

        sent.Sum().ShouldBe(40);
        Server.Taken.Count.ShouldBe(40);
        Server.Taken.Select(mail => mail.Header("Message-ID")).Distinct().Count().ShouldBe(40);
        Server.Connections.ShouldBe(2);
    }

    [Fact]
    public async Task What_a_node_took_and_died_with_another_sends()
    {
        await _world.WriteAsync();
        using var dying = _world.Sender(carrier: new DyingCarrier());
        await Should.ThrowAsync<InvalidOperationException>(() => dying.SendDueAsync(Cancellation));

        (await _world.SendAsync()).ShouldBe(0);
        _world.Clock.Advance(MailSender.Lease);
        (await _world.SendAsync()).ShouldBe(1);

        (await _world.OnlyAsync()).ShouldBe((MailState.Sent, 2, null));
    }

    [Fact]
    public async Task A_mail_that_is_under_way_when_the_host_stops_gets_a_moment()
    {
        await _world.WriteAsync();
        Server.Answer(".", FakeSmtp.Hang);
        using var stop = new CancellationTokenSource();
        using var sender = _world.Sender();
        var sending = sender.SendDueAsync(stop.Token);
        await Server.Hanging;

        await stop.CancelAsync();
        sending.IsCompleted.ShouldBeFalse();
        _world.Clock.Advance(TimeSpan.FromSeconds(5));
        await sending;

        (await _world.OnlyAsync()).ShouldBe((MailState.Waiting, 1, "TimedOut"));
    }

    [Fact]
    public async Task A_host_sends_by_itself_and_stops()
    {
        await _world.WriteAsync();
        using var sender = _world.Sender();
        await sender.StartAsync(Cancellation);
        while (Server.Taken.Count == 0 || (await _world.OnlyAsync()).State != MailState.Sent)
            await Task.Yield();

        await sender.StopAsync(Cancellation);

        sender.ExecuteTask!.IsCompletedSuccessfully.ShouldBeTrue();
    }

    [Fact]
    public async Task Where_no_server_is_configured_mails_wait()
    {
        await _world.WriteAsync();
        using var sender = _world.Sender(carrier: new NoCarrier());

        await sender.SendDueAsync(Cancellation);

        (await _world.OnlyAsync()).ShouldBe((MailState.Waiting, 1, "NoServer"));
    }

    [Fact]
    public async Task A_password_that_is_wrong_is_for_the_installation_to_mend()
    {
        await _world.WriteAsync();
        Server.Answer("AUTH", "535 No");
        using var sender = _world.Sender(user: "gateway");

        await sender.SendDueAsync(Cancellation);
        (await _world.OnlyAsync()).ShouldBe((MailState.Waiting, 1, "Authentication"));
        _world.Clock.Advance(TimeSpan.FromSeconds(30));
        await sender.SendDueAsync(Cancellation);

        (await _world.OnlyAsync()).State.ShouldBe(MailState.Sent);
        Server.Passwords.ShouldAllBe(password => password == "\0gateway\0correct horse");
    }

    [Fact]
    public async Task A_server_without_tls_gets_no_password_where_tls_is_wanted()
    {
        await _world.WriteAsync();
        using var sender = _world.Sender(SecureSocketOptions.StartTls, "gateway");

        await sender.SendDueAsync(Cancellation);

        (await _world.OnlyAsync()).State.ShouldBe(MailState.Waiting);
        Server.Passwords.ShouldBeEmpty();
        Server.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(
            "CN=127.0.0.1", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        await using var world = await MailWorld.StartAsync(
            database, new FakeSmtp { Certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1)) });
        await world.WriteAsync();
        using var sender = world.Sender(SecureSocketOptions.StartTlsWhenAvailable);

        await sender.SendDueAsync(Cancellation);

        (await world.OnlyAsync()).ShouldBe((MailState.Waiting, 1, "Certificate"));
        world.Server.Taken.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_logged_names_no_one()
    {
        await _world.WriteAsync();
        Server.Answer("RCPT", "450 claire@example.fr is away", "550 claire@example.fr has left");
        await _world.SendAsync();
        _world.Clock.Advance(TimeSpan.FromMinutes(1));
        await _world.SendAsync();
        await _world.WriteAsync("2");
        await _world.SendAsync();

        var lines = _world.Logs.Lines.Where(line => line.Contains("Mail ", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBe(3);
        lines.ShouldAllBe(line => line.Contains("workspace centre", StringComparison.Ordinal));
        foreach (var line in _world.Logs.Lines)
        {
            line.ShouldNotContain("claire");
            line.ShouldNotContain("Rendez-vous");
        }
    }

    [Fact]
    public async Task What_was_sent_is_forgotten_after_thirty_days_and_what_waits_is_not()
    {
        await _world.WriteAsync();
        await _world.SendAsync();
        await _world.WriteAsync("2");
        using var sender = _world.Sender();
        _world.Clock.Advance(MailSender.Kept);
        await sender.ForgetAsync(Cancellation);
        (await _world.List.NewestAsync(null, 10, Cancellation)).Count.ShouldBe(2);

        _world.Clock.Advance(TimeSpan.FromHours(1));
        await sender.ForgetAsync(Cancellation);

        (await _world.OnlyAsync()).State.ShouldBe(MailState.Waiting);
    }

    private static async Task<MimeMessage> ReadAsync(FakeMail mail)
    {
        using var stream = new MemoryStream(Encoding.Latin1.GetBytes(mail.Data));
        return await MimeMessage.LoadAsync(stream, Cancellation);
    }

    private sealed class DyingCarrier : IMailCarrier
    {
        public Task<MailAnswer> SendAsync(OutgoingMail mail, CancellationToken cancellationToken) =>
            throw new InvalidOperationException("The node is gone.");

        public Task RestAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
