using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Inspection.Planning;

namespace Gateway.Brain.Tests.Inspection.Calendars;

/// <summary>Appointments to write into calendars.</summary>
internal static class CalendarWorld
{
    public static readonly Guid Id = Guid.Parse("01900000-0000-7000-8000-000000000001");

    /// <summary>Camille Durand with her Clio, on 1 December at 8:00 in Paris.</summary>
    public static Appointment Appointment(
        string firstName = "Camille", string status = AppointmentStatus.Confirmed) => new()
        {
            Id = Id,
            CenterId = "demo-centre",
            SlotDatetime = Planned.At(Planned.Tomorrow, 8, 0).Start.ToUniversalTime(),
            ClientFirstName = firstName,
            ClientLastName = "Durand",
            ClientPhone = "+33612345678",
            ClientEmail = "camille@example.com",
            VehicleBrand = "Renault",
            VehicleModel = "Clio",
            LicensePlate = "AB-123-CD",
            Vehicle = Brain.Inspection.Centres.VehicleType.Car,
            Status = status,
            CreatedAt = Planned.Now,
            Bay = "1",
            Minutes = 40,
            Visit = Brain.Inspection.Centres.VisitKind.Periodic,
            Price = 79,
            Currency = "EUR",
            Channel = "web",
            Key = "k",
            ChangedAt = Planned.Now,
            CancelledAt = status == AppointmentStatus.Cancelled ? Planned.Now : null,
        };
}
