using System.Text;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Inspection.Planning;
using Gateway.Brain.Tests.Records;

namespace Gateway.Brain.Tests.Inspection.Notices;

public sealed class NoticePlannerTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly DateOnly Thursday = new(2026, 12, 3);

    private NoticeWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = new NoticeWorld(await server.CreateAsync());

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task A_booking_is_told_by_sms_and_mail_and_all_that_follows_has_its_time()
    {
        await _world.BookAsync(Planned.At(Thursday, 9, 20));

        (await _world.AllAsync()).Select(one => (one.Kind, one.Channel, one.Due)).ShouldBe(
        [
            (NoticeKind.Booked, "sms", Planned.Now),
            // 18:00 in Paris, the evening before.
            (NoticeKind.Reminder, "sms", new DateTimeOffset(2026, 12, 2, 17, 0, 0, TimeSpan.Zero)),
            // Two hours after 10:00.
            (NoticeKind.Satisfaction, "sms", new DateTimeOffset(2026, 12, 3, 11, 0, 0, TimeSpan.Zero)),
            // 30 days before 2 December 2028.
            (NoticeKind.Invitation, "sms", new DateTimeOffset(2028, 11, 2, 9, 0, 0, TimeSpan.Zero)),
        ]);
        var mails = await _world.MailsAsync();
        mails.Select(mail => mail.Recipient).ShouldBe(["accueil@tilleuls.example", "camille@example.com"]);
        mails[0].Text.ShouldContain("AB-123-CD");
        mails[1].Text.ShouldContain("jeudi 3 décembre à 9\u00a0h\u00a020");
        mails[1].Text.ShouldContain($"{NoticeWorld.Address}/r/");
        mails[1].Html.ShouldNotBeNull().ShouldContain($"<a href=\"{NoticeWorld.Address}/r/");
        var file = mails[1].Attachments.ShouldHaveSingleItem();
        file.FileName.ShouldBe("rendez-vous.ics");
        var invite = Encoding.UTF8.GetString(file.Content);
        invite.ShouldContain("METHOD:PUBLISH\r\n");
        invite.ShouldContain("DTSTART:20261203T082000Z\r\n");
        invite.ShouldContain("SEQUENCE:0\r\n");
        invite.Split("\r\n").ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
    }

    [Fact]
    public async Task Who_moves_is_reminded_of_the_new_time_alone()
    {
        var booked = await _world.BookAsync(Planned.At(Thursday, 9, 20));

        await _world.MoveAsync(booked, Planned.At(new DateOnly(2026, 12, 4), 8, 0), "move:1");
        await _world.MoveAsync(booked, Planned.At(Thursday, 9, 20), "move:2");
        await _world.MoveAsync(booked, Planned.At(new DateOnly(2026, 12, 4), 8, 0), "move:3");

        var notices = await _world.AllAsync();
        notices.Select(one => one.Kind).ShouldBe(
            [NoticeKind.Moved, NoticeKind.Reminder, NoticeKind.Satisfaction, NoticeKind.Invitation]);
        notices[1].Due.ShouldBe(new DateTimeOffset(2026, 12, 3, 17, 0, 0, TimeSpan.Zero));
        notices.ShouldAllBe(one => one.Slot == new DateTimeOffset(2026, 12, 4, 7, 0, 0, TimeSpan.Zero));
        var last = (await _world.MailsAsync()).Last(mail => mail.Recipient == "camille@example.com");
        Encoding.UTF8.GetString(last.Attachments[0].Content).ShouldContain("SEQUENCE:3\r\n");
    }

    [Fact]
    public async Task Who_cancels_hears_that_it_is_cancelled_and_nothing_more()
    {
        var booked = await _world.BookAsync(Planned.At(Thursday, 9, 20), locale: "en");

        (await _world.Book.CancelAsync(NoticeWorld.Centre, booked.Id, "cancel:1", Cancellation)).ShouldBeTrue();
        (await _world.Book.CancelAsync(NoticeWorld.Centre, booked.Id, "cancel:2", Cancellation)).ShouldBeTrue();

        var notice = (await _world.AllAsync()).ShouldHaveSingleItem();
        notice.Kind.ShouldBe(NoticeKind.Cancelled);
        var (message, _) = await _world.Writer.WriteAsync(NoticeWorld.Centre, notice, Cancellation);
        message.ShouldNotBeNull().Words.ShouldBe(
            "Tilleuls: your appointment of Thursday 3 December at 9:20 (AB-123-CD) is cancelled.");
        var mails = (await _world.MailsAsync()).Where(mail => mail.Recipient == "camille@example.com").ToList();
        mails.Count.ShouldBe(2);
        Encoding.UTF8.GetString(mails[1].Attachments[0].Content).ShouldContain("METHOD:CANCEL\r\n");
    }

    [Fact]
    public async Task What_is_told_says_when_and_where_to_change_it()
    {
        await _world.BookAsync(Planned.At(Thursday, 9, 20));
        var notice = (await _world.AllAsync())[0];

        var (message, _) = await _world.Writer.WriteAsync(NoticeWorld.Centre, notice, Cancellation);

        message.ShouldNotBeNull().Words.ShouldStartWith(
            "Tilleuls\u00a0: rendez-vous confirmé jeudi 3 décembre à 9\u00a0h\u00a020 (AB-123-CD). "
            + $"Déplacer ou annuler\u00a0: {NoticeWorld.Address}/r/");
    }

    [Theory]
    [InlineData(AppointmentStatus.Cancelled, NoticeKind.Reminder, AppointmentStatus.Cancelled)]
    [InlineData(AppointmentStatus.NoShow, NoticeKind.Satisfaction, AppointmentStatus.NoShow)]
    [InlineData(AppointmentStatus.NoShow, NoticeKind.Invitation, AppointmentStatus.NoShow)]
    [InlineData(AppointmentStatus.Done, NoticeKind.Reminder, AppointmentStatus.Done)]
    public async Task What_has_come_to_nothing_is_not_told(string status, string kind, string why)
    {
        var booked = await _world.BookAsync(Planned.At(Thursday, 9, 20));
        await _world.SetStatusAsync(booked, status);
        var notice = (await _world.AllAsync()).Single(one => one.Kind == kind);

        (await _world.Writer.WriteAsync(NoticeWorld.Centre, notice, Cancellation)).ShouldBe((null, why));
    }

    [Fact]
    public async Task Who_has_been_since_is_not_invited()
    {
        await _world.BookAsync(Planned.At(Thursday, 9, 20));
        var invitation = (await _world.AllAsync()).Single(one => one.Kind == NoticeKind.Invitation);
        (await _world.Writer.WriteAsync(NoticeWorld.Centre, invitation, Cancellation)).Message.ShouldNotBeNull()
            .Words.ShouldContain("samedi 2 décembre");

        await _world.BookAsync(Planned.At(new DateOnly(2026, 12, 4), 8, 0), "2");

        (await _world.Writer.WriteAsync(NoticeWorld.Centre, invitation, Cancellation)).ShouldBe((null, "known"));
    }

    [Fact]
    public async Task Of_two_nodes_one_tells_it_and_what_fails_is_tried_ever_more_rarely()
    {
        await _world.BookAsync(Planned.At(Thursday, 9, 20));
        var claimed = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(
            () => _world.Notices.ClaimAsync(Cancellation), Cancellation)));
        var notice = claimed.OfType<Notice>().ShouldHaveSingleItem();

        for (var attempt = 1; attempt < 8; attempt++)
        {
            (await _world.Notices.SettleAsync(notice, NoticeAnswer.Failed("Full"))).ShouldBe(NoticeStatus.Waiting);
            (await _world.Notices.ClaimAsync(Cancellation)).ShouldBeNull();
            var next = (await _world.AllAsync()).Single(one => one.Id == notice.Id).NextAt.ShouldNotBeNull();
            _world.Clock.Advance(next - _world.Clock.GetUtcNow());
            notice = (await _world.Notices.ClaimAsync(Cancellation)).ShouldNotBeNull();
        }

        (await _world.Notices.SettleAsync(notice, NoticeAnswer.Failed("Full"))).ShouldBe(NoticeStatus.GivenUp);
        (await _world.AllAsync()).Single(one => one.Id == notice.Id)
            .ShouldSatisfyAllConditions(one => one.Attempts.ShouldBe(8), one => one.NextAt.ShouldBeNull());
    }

    [Fact]
    public async Task A_lost_transaction_tells_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 6).Select(wish => Task.Run(
            () => _world.Book.BookAsync(
                NoticeWorld.Centre, Planned.At(Thursday, 9, 20), Planned.Client,
                new BookingOrigin($"wish:{wish}", null, null, "api"), null, Cancellation), Cancellation)));

        // Two bays, two appointments.
        (await _world.AllAsync()).Count(one => one.Kind == NoticeKind.Booked).ShouldBe(2);
        (await _world.MailsAsync()).Count.ShouldBe(4);
    }
}
