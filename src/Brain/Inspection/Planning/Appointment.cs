using Gateway.Brain.Inspection.Centres;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>A slot taken: the booking interface's columns by their names, and ours beside them.</summary>
public sealed class Appointment
{
    /// <summary>Its id; it stays the same when the appointment is moved.</summary>
    public required Guid Id { get; init; }

    /// <summary>Id of the centre's workspace.</summary>
    public required string CenterId { get; init; }

    /// <summary>When it begins, in UTC.</summary>
    public required DateTimeOffset SlotDatetime { get; set; }

    /// <summary>Given name.</summary>
    public required string ClientFirstName { get; set; }

    /// <summary>Family name.</summary>
    public required string ClientLastName { get; set; }

    /// <summary>E.164; null where the centre's own people wrote none down.</summary>
    public string? ClientPhone { get; set; }

    /// <summary>E-mail address; null when there is none.</summary>
    public string? ClientEmail { get; set; }

    /// <summary>Make of the vehicle.</summary>
    public required string VehicleBrand { get; set; }

    /// <summary>Its model; null when it is not known.</summary>
    public string? VehicleModel { get; set; }

    /// <summary>Its plate, as <see cref="ClientInfo.PlateOf"/> writes it.</summary>
    public required string LicensePlate { get; set; }

    /// <summary>What kind of vehicle it is (<c>vehicle_type</c>).</summary>
    public required VehicleType Vehicle { get; set; }

    /// <summary>One of <see cref="AppointmentStatus"/>.</summary>
    public required string Status { get; set; }

    /// <summary>When it was booked.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Id of the bay.</summary>
    public required string Bay { get; set; }

    /// <summary>How long it takes.</summary>
    public required int Minutes { get; set; }

    /// <summary>Why the vehicle is inspected.</summary>
    public required VisitKind Visit { get; set; }

    /// <summary>What drives it; null when it is not known.</summary>
    public Energy? Energy { get; set; }

    /// <summary>What was said that it costs, taxes included; null where the price was not known.</summary>
    public decimal? Price { get; set; }

    /// <summary>Of the price, ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>Id of the session it was made in; null outside of one.</summary>
    public string? Session { get; init; }

    /// <summary>Id of the contact it was made for; null when nobody is known.</summary>
    public Guid? Contact { get; init; }

    /// <summary>A channel's kind, <c>api</c> or <c>centre</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>What it was booked under (<see cref="BookingOrigin.Key"/>), once in a centre.</summary>
    public required string Key { get; init; }

    /// <summary>When anything last changed.</summary>
    public required DateTimeOffset ChangedAt { get; set; }

    /// <summary>When it was cancelled; null while it is not.</summary>
    public DateTimeOffset? CancelledAt { get; set; }

    /// <summary>When it began before it was last moved; null when it never was.</summary>
    public DateTimeOffset? MovedFrom { get; set; }

    /// <summary>Language they are written to in, <c>fr</c> or <c>en</c>; null: the centre's.</summary>
    public string? Locale { get; init; }

    /// <summary>How content they were, 1 to 5; null while they did not say.</summary>
    public int? Satisfaction { get; set; }

    /// <summary>When they said so; null while they did not.</summary>
    public DateTimeOffset? RatedAt { get; set; }

    /// <summary>One of <see cref="VisitResult"/>; null while nobody noted one.</summary>
    public string? Result { get; set; }

    /// <summary>When it ends, in UTC.</summary>
    public DateTimeOffset EndsAt => SlotDatetime.AddMinutes(Minutes);

    /// <summary>The slot that it takes, in the centre's time.</summary>
    public Slot SlotIn(Centre centre) => new(
        TimeZoneInfo.ConvertTime(SlotDatetime, centre.Zone), Minutes, Vehicle, Visit);

    /// <summary>A new one.</summary>
    internal static Appointment Of(
        Guid id, Centre centre, Slot slot, string bay, ClientInfo client, BookingOrigin origin, DateTimeOffset now) =>
        new()
        {
            Id = id,
            CenterId = centre.Id,
            SlotDatetime = slot.Start.ToUniversalTime(),
            ClientFirstName = client.FirstName,
            ClientLastName = client.LastName,
            ClientPhone = client.Phone.Length == 0 ? null : client.Phone,
            ClientEmail = client.Email,
            VehicleBrand = client.VehicleBrand,
            VehicleModel = client.VehicleModel,
            LicensePlate = client.LicensePlate,
            Vehicle = slot.Vehicle,
            Status = AppointmentStatus.Confirmed,
            CreatedAt = now,
            Bay = bay,
            Minutes = slot.Minutes,
            Visit = slot.Visit,
            Energy = client.Energy,
            Price = centre.Prices.Find(slot.Vehicle, client.Energy, slot.Visit),
            Currency = centre.Currency,
            Session = origin.Session,
            Contact = origin.Contact,
            Channel = origin.Channel,
            Key = origin.Key,
            Locale = origin.Locale,
            ChangedAt = now,
        };

    /// <summary>What is written down of a change, before it is made.</summary>
    internal AppointmentChange Change(string kind, string key, DateTimeOffset slotAfter, DateTimeOffset now) => new()
    {
        Workspace = CenterId,
        Appointment = Id,
        Key = key,
        Kind = kind,
        At = now,
        SlotBefore = SlotDatetime,
        SlotAfter = slotAfter.ToUniversalTime(),
    };

    /// <summary>Puts it into another slot. What it costs changes only with what is done.</summary>
    internal void MoveTo(Centre centre, Slot to, string bay, DateTimeOffset now)
    {
        if ((Vehicle, Visit) != (to.Vehicle, to.Visit))
            Price = centre.Prices.Find(to.Vehicle, Energy, to.Visit);
        MovedFrom = SlotDatetime;
        (SlotDatetime, Minutes, Bay) = (to.Start.ToUniversalTime(), to.Minutes, bay);
        (Vehicle, Visit, ChangedAt) = (to.Vehicle, to.Visit, now);
    }
}

/// <summary>What an appointment has come to.</summary>
public static class AppointmentStatus
{
    /// <summary>It is to take place.</summary>
    public const string Confirmed = "confirmed";

    /// <summary>It was cancelled.</summary>
    public const string Cancelled = "cancelled";

    /// <summary>They have been.</summary>
    public const string Done = "done";

    /// <summary>They did not come.</summary>
    public const string NoShow = "no_show";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Confirmed, Cancelled, Done, NoShow];
}

/// <summary>What an inspection came to, as the report calls it.</summary>
public static class VisitResult
{
    /// <summary>Nothing has to be seen again.</summary>
    public const string Favourable = "favorable";

    /// <summary>What was found has to be mended, and seen again in time.</summary>
    public const string Unfavourable = "defavorable";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Favourable, Unfavourable];
}

internal sealed class AppointmentMapping : IEntityTypeConfiguration<Appointment>
{
    public void Configure(EntityTypeBuilder<Appointment> builder)
    {
        builder.ToTable("appointments").HasKey(one => one.Id);
        builder.Property(one => one.Id).ValueGeneratedNever();
        builder.Property(one => one.Vehicle).HasColumnName("vehicle_type")
            .HasConversion(vehicle => vehicle.InWire(), text => CentreWords.VehicleOf(text) ?? VehicleType.Car);
        builder.Property(one => one.Visit)
            .HasConversion(visit => visit.InWire(), text => CentreWords.VisitOf(text) ?? VisitKind.Periodic);
        builder.Property(one => one.Energy).HasConversion(
            energy => energy == null ? null : energy.Value.InWire(), text => CentreWords.EnergyOf(text));
        builder.Property(one => one.Price).HasPrecision(10, 2);
        builder.Ignore(one => one.EndsAt);
        builder.HasIndex(one => new { one.CenterId, one.Key }).IsUnique();
        builder.HasIndex(one => new { one.CenterId, one.SlotDatetime });
        builder.HasIndex(one => new { one.CenterId, one.ClientPhone });
    }
}
