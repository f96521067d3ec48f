using System.Text;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Notices;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Mail;
using Gateway.Brain.Tests.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.Brain.Tests.Inspection.Notices;

/// <summary>A centre whose appointments are told of.</summary>
internal sealed class NoticeWorld(RecordsDatabase database, string? address = NoticeWorld.Address)
    : IAppointmentPages, IAddressKey, IAsyncDisposable
{
    public const string Address = "https://gateway.example";

    public static Centre Centre { get; } = Planned.Centre with
    {
        Email = "accueil@tilleuls.example",
        Address = new CentreAddress("14 rue des Tilleuls", "41000", "Blois"),
    };

    string? IAppointmentPages.Address => address;

    public ManualClock Clock { get; } = new(Planned.Now);

    public RecordsDatabase Database => database;

    public MailOutbox Mails => new(Clock);

    public AppointmentLinks Links => new(this, this);

    public PlanningBook Book => new(database, Clock, waiting: null, new NoticePlanner(Mails, Links, Clock));

    public PlanningDesk Desk => new(
        database, Clock, new WaitingLine(database, Clock, NullLogger<WaitingLine>.Instance),
        new NoticePlanner(Mails, Links, Clock));

    public NoticeBook Notices => new(database, Clock);

    public NoticeWriter Writer => new(database, Links, Mails, Clock);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task<Appointment> BookAsync(
        Slot slot, string key = "1", string? locale = null, ClientInfo? client = null)
    {
        var origin = new BookingOrigin(key, null, null, "api") { Locale = locale };
        var outcome = await Book.BookAsync(Centre, slot, client ?? Planned.Client, origin, null, Cancellation);
        return outcome.ShouldBeOfType<BookingOutcome.Booked>().Appointment;
    }

    public async Task<Appointment> MoveAsync(Appointment appointment, Slot to, string key) =>
        (await Book.MoveAsync(Centre, appointment.Id, to, key, null, Cancellation))
            .ShouldBeOfType<BookingOutcome.Booked>().Appointment;

    public async Task<List<Notice>> AllAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.Notices.AsNoTracking().OrderBy(one => one.Due).ThenBy(one => one.Kind)
            .ToListAsync(Cancellation);
    }

    public async Task<List<OutgoingMail>> MailsAsync()
    {
        await using var db = database.CreateDbContext();
        return await db.OutgoingMails.AsNoTracking().Include(mail => mail.Attachments).OrderBy(mail => mail.CreatedAt)
            .ThenBy(mail => mail.IdempotencyKey).ToListAsync(Cancellation);
    }

    public async Task SetStatusAsync(Appointment appointment, string status)
    {
        DateTimeOffset? cancelled = status == AppointmentStatus.Cancelled ? Clock.GetUtcNow() : null;
        await using var db = database.CreateDbContext();
        await db.Appointments.Where(one => one.Id == appointment.Id).ExecuteUpdateAsync(
            set => set.SetProperty(one => one.Status, status).SetProperty(one => one.CancelledAt, cancelled),
            Cancellation);
    }

    public Task<byte[]> GetAsync() => Task.FromResult(Encoding.ASCII.GetBytes(new string('k', 32)));

    public ValueTask DisposeAsync() => database.DisposeAsync();
}
