using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Inspection.Notices;

public sealed class RevisitNoticeTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly DateOnly Thursday = new(2026, 12, 3);

    private NoticeWorld _world = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _world = new NoticeWorld(await server.CreateAsync());

    public ValueTask DisposeAsync() => _world.DisposeAsync();

    [Fact]
    public async Task Who_has_to_come_again_is_invited_two_weeks_before_the_two_months_are_over()
    {
        var seen = await SeenAsync(VisitResult.Unfavourable, "m");

        var notice = (await RevisitsAsync()).ShouldHaveSingleItem();
        notice.Due.ShouldBe(new DateTimeOffset(2027, 1, 19, 9, 0, 0, TimeSpan.Zero));
        NoticeMessage.ClassOf(notice.Kind).ShouldBe(MessageClass.Marketing);
        var (message, _) = await _world.Writer.WriteAsync(NoticeWorld.Centre, notice, Cancellation);
        message.ShouldNotBeNull().Words.ShouldBe(
            "Tilleuls\u00a0: la contre-visite de AB-123-CD est à faire au plus tard le mardi 2 février. "
            + "Écrivez-nous ici pour un rendez-vous.");

        await MarkAsync(seen, VisitResult.Unfavourable, "again");
        (await RevisitsAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Who_comes_again_of_themselves_is_not_invited()
    {
        await SeenAsync(VisitResult.Unfavourable, "m");
        var notice = (await RevisitsAsync()).ShouldHaveSingleItem();

        await _world.BookAsync(Planned.At(new DateOnly(2026, 12, 7), 8, 0, visit: VisitKind.Revisit), "2");

        (await _world.Writer.WriteAsync(NoticeWorld.Centre, notice, Cancellation)).ShouldBe((null, "known"));
    }

    [Fact]
    public async Task What_was_noted_last_counts()
    {
        var seen = await SeenAsync(VisitResult.Favourable, "m");
        (await RevisitsAsync()).ShouldBeEmpty();

        (await MarkAsync(seen, VisitResult.Unfavourable, "u")).Result.ShouldBe(VisitResult.Unfavourable);
        (await RevisitsAsync()).Count.ShouldBe(1);
        (await MarkAsync(seen, null, "n")).Result.ShouldBe(VisitResult.Unfavourable);
        (await MarkAsync(seen, VisitResult.Favourable, "f")).Result.ShouldBe(VisitResult.Favourable);
        (await RevisitsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Noted_too_late_it_is_told_at_once_and_after_its_end_not_at_all()
    {
        var seen = await SeenAsync(VisitResult.Favourable, "m");
        _world.Clock.Advance(TimeSpan.FromDays(55));
        await MarkAsync(seen, VisitResult.Unfavourable, "u");
        var notice = (await RevisitsAsync()).ShouldHaveSingleItem();
        notice.Due.ShouldBe(_world.Clock.GetUtcNow());

        _world.Clock.Advance(TimeSpan.FromDays(8));

        (await _world.Writer.WriteAsync(NoticeWorld.Centre, notice, Cancellation)).ShouldBe((null, "late"));
    }

    private async Task<Appointment> SeenAsync(string result, string key)
    {
        var booked = await _world.BookAsync(Planned.At(Thursday, 9, 20));
        _world.Clock.Advance(TimeSpan.FromDays(4));
        return await MarkAsync(booked, result, key);
    }

    private async Task<Appointment> MarkAsync(Appointment appointment, string? result, string key) =>
        (await _world.Desk.MarkAsync(
            NoticeWorld.Centre, appointment.Id, new VisitMark(AppointmentStatus.Done, result), key, Cancellation))
        .ShouldBeOfType<BookingOutcome.Booked>().Appointment;

    private async Task<List<Notice>> RevisitsAsync() =>
        [.. (await _world.AllAsync()).Where(one => one.Kind == NoticeKind.Revisit)];
}
