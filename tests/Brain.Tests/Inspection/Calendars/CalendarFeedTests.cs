using System.Text;
using Gateway.Brain.Inspection.Calendars;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Inspection.Planning;
using NpgsqlTypes;

namespace Gateway.Brain.Tests.Inspection.Calendars;

public sealed class CalendarFeedTests
{
    private static readonly FeedContent Nothing = new([], [], []);

    [Fact]
    public async Task Another_reader_finds_who_comes_with_what()
    {
        var read = await CalendarOracle.ReadAsync(Feed(Nothing with
        {
            Appointments = [new FeedAppointment(CalendarWorld.Appointment(), 2)],
        }).Write());

        read.Name.ShouldBe("Tilleuls – planning");
        read.Events.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => one.Uid.ShouldBe($"{CalendarWorld.Id}@demo-centre.inspection.gateway"),
            one => (one.Sequence, one.Status, one.Location).ShouldBe((2, "CONFIRMED", "Piste 1")),
            one => one.Summary.ShouldBe("AB-123-CD · Renault Clio · Camille Durand"),
            one => one.Description.ShouldBe(
                """
                Camille Durand
                Téléphone : +33612345678
                E-mail : camille@example.com
                Véhicule : Renault Clio, AB-123-CD (voiture particulière)
                Visite : périodique
                Prix : 79,00 €
                """.ReplaceLineEndings("\n").Replace(" :", "\u00a0:", StringComparison.Ordinal)
                    .Replace(" €", "\u00a0€", StringComparison.Ordinal)),
            one => (one.Start, one.End, one.Stamp).ShouldBe((
                new DateTimeOffset(2026, 12, 1, 7, 0, 0, TimeSpan.Zero),
                new DateTimeOffset(2026, 12, 1, 7, 40, 0, TimeSpan.Zero), Planned.Now)));
    }

    [Fact]
    public async Task What_people_write_stays_text_whatever_it_is()
    {
        const string Name = "O'Néil; \"Jo\", \\n\r\nEND:VEVENT\r\nBEGIN:VEVENT\u0007 "
            + "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀";
        var text = Feed(Nothing with
        {
            Appointments = [new FeedAppointment(CalendarWorld.Appointment(Name), 0)],
        }).Write();

        foreach (var line in text.Split("\r\n"))
            Encoding.UTF8.GetByteCount(line).ShouldBeLessThanOrEqualTo(75, line);
        text.ShouldNotContain('\uFFFD');
        (await CalendarOracle.ReadAsync(text)).Events.ShouldHaveSingleItem().Summary.ShouldBe(
            "AB-123-CD · Renault Clio · O'Néil; \"Jo\", \\n END:VEVENT BEGIN:VEVENT "
            + "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀 Durand");
    }

    [Fact]
    public async Task Blocks_and_what_is_kept_for_the_waiting_list_are_told_as_such()
    {
        var from = new DateTime(2026, 12, 1, 13, 0, 0, DateTimeKind.Utc);
        var read = await CalendarOracle.ReadAsync(Feed(new FeedContent(
            [new FeedAppointment(CalendarWorld.Appointment(status: AppointmentStatus.Cancelled), 1)],
            [
                new BayTime
                {
                    Id = 7, Workspace = "demo-centre", Bay = "2", Kind = BayTimeKind.Block, Note = "Maintenance",
                    During = new NpgsqlRange<DateTime>(from, true, from.AddHours(1), false),
                },
            ],
            [
                new WaitingEntry
                {
                    Id = 3, Workspace = "demo-centre", Key = "w", FromDay = Planned.Tomorrow, ToDay = Planned.Tomorrow,
                    Vehicle = VehicleType.Motorhome, Visit = VisitKind.Periodic, FirstName = "Ana", LastName = "Ruiz",
                    Phone = "+33611111111", Channel = "web", Status = WaitingStatus.Offered,
                    OfferedSlot = new DateTimeOffset(from), OfferedUntil = Planned.Now.AddMinutes(30),
                    CreatedAt = Planned.Now,
                },
            ])).Write());

        read.Events.Select(one => (one.Status, one.Transp, one.Summary)).ShouldBe(
        [
            ("CANCELLED", null, "AB-123-CD · Renault Clio · Camille Durand"),
            ("CONFIRMED", null, "Indisponible – Piste 2"),
            ("TENTATIVE", "TRANSPARENT", "Proposé à la liste d’attente · Ana Ruiz"),
        ]);
        read.Events[2].End.ShouldBe(new DateTimeOffset(from).AddHours(1));
        read.Events[2].Description!.ShouldEndWith("Gardé jusqu’à 08:30");
    }

    [Fact]
    public void It_has_another_mark_only_when_it_says_something_else()
    {
        var one = CalendarWorld.Appointment();
        var content = Nothing with { Appointments = [new FeedAppointment(one, 0)] };
        var mark = Feed(content).Mark;

        Feed(content).Mark.ShouldBe(mark);
        Feed(Nothing).Mark.ShouldNotBe(mark);
        Feed(content with { Appointments = [new FeedAppointment(one, 1)] }).Mark.ShouldNotBe(mark);
        new CalendarFeed(Planned.Centre, "1", content).Mark.ShouldNotBe(mark);
        new CalendarFeed(Planned.Centre with { Locale = "en" }, null, content).Mark.ShouldNotBe(mark);
    }

    [Fact]
    public void Our_own_reader_knows_it_again()
    {
        var text = Feed(Nothing with { Appointments = [new FeedAppointment(CalendarWorld.Appointment(), 0)] }).Write();

        CalendarReader.TryRead(
            Planned.Centre, text, Planned.Now, Planned.Now.AddDays(30), out var reading, out _).ShouldBeTrue();
        (reading!.Own, reading.Busy.Count).ShouldBe((1, 0));
    }

    [Fact]
    public async Task An_invitation_names_both_sides_and_where_it_can_be_moved()
    {
        var centre = Planned.Centre with
        {
            Email = "accueil@tilleuls.example",
            Address = new CentreAddress("14 rue des Tilleuls", "41000", "Blois"),
        };
        var file = AppointmentInvite.Write(
            centre, CalendarWorld.Appointment(), 1, InviteMethod.Request, "en", new Uri("https://gw.example/r/abc"));

        file.ContentType.ShouldBe("text/calendar; charset=utf-8; method=REQUEST");
        var read = await CalendarOracle.ReadAsync(file.Text);
        read.Method.ShouldBe("REQUEST");
        read.Events.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            one => one.Uid.ShouldBe(AppointmentUid.Of("demo-centre", CalendarWorld.Id)),
            one => (one.Sequence, one.Status, one.Summary, one.Location).ShouldBe(
                (1, "CONFIRMED", "Vehicle inspection – Tilleuls", "14 rue des Tilleuls, 41000 Blois")),
            one => one.Description.ShouldBe(
                "Vehicle: Renault Clio AB-123-CD\nVisit: periodic\nPhone: +33100000003\n"
                + "Move or cancel: https://gw.example/r/abc"),
            one => one.Attendees.ShouldBe(["mailto:camille@example.com"]));
        file.Text.ShouldContain("ORGANIZER;CN=Tilleuls:mailto:accueil@tilleuls.example");
    }

    [Theory]
    [InlineData(InviteMethod.Publish, "PUBLISH", "CONFIRMED")]
    [InlineData(InviteMethod.Cancel, "CANCEL", "CANCELLED")]
    // Nobody could be answered.
    [InlineData(InviteMethod.Request, "PUBLISH", "CONFIRMED")]
    public async Task An_invitation_asks_for_what_it_is_sent_for(InviteMethod method, string name, string status)
    {
        var read = await CalendarOracle.ReadAsync(
            AppointmentInvite.Write(Planned.Centre, CalendarWorld.Appointment(), 3, method, "fr").Text);

        (read.Method, read.Events[0].Status, read.Events[0].Sequence).ShouldBe((name, status, 3));
        read.Events[0].Summary.ShouldBe("Contrôle technique – Tilleuls");
    }

    private static CalendarFeed Feed(FeedContent content) => new(Planned.Centre, null, content);
}
