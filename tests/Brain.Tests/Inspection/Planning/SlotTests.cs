using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;

namespace Gateway.Brain.Tests.Inspection.Planning;

public sealed class SlotTests
{
    [Theory]
    [InlineData(VehicleType.Car, VisitKind.Periodic, "20261201T0700Z-voiture_particuliere")]
    [InlineData(VehicleType.Motorcycle, VisitKind.Revisit, "20261201T0700Z-moto-contre_visite")]
    public void A_slot_is_read_back_from_its_id(VehicleType vehicle, VisitKind visit, string id)
    {
        var slot = Planned.At(Planned.Tomorrow, 8, 0, vehicle, visit);

        slot.Id.ShouldBe(id);
        Slot.TryRead(Planned.Centre, id).ShouldBe(slot);
        slot.Start.Offset.ShouldBe(TimeSpan.FromHours(1));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("20261201T0700Z")]
    [InlineData("20261201T0700Z-")]
    [InlineData("20261301T0700Z-moto")]
    [InlineData("20261201T0700Z-bateau")]
    [InlineData("20261201T0700Z-moto-periodique")]
    [InlineData("20261201T0700Z-moto-contre_visite-x")]
    [InlineData("00010101T0000Z-moto")]
    public void What_is_no_id_is_read_as_none(string? id) => Slot.TryRead(Planned.Centre, id).ShouldBeNull();
}
