using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Inspection.House;

public sealed class InspectionHouseTests(RecordsServer server) : IAsyncLifetime
{
    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("fr",
        "Bonjour, je voudrais un rendez-vous pour le contrôle technique de ma clio diesel|jeudi à 10h|AB-123-CD, une Renault Clio|Marie Dupont, 06 39 98 12 34|oui")]
    [InlineData("en",
        "Hi, I need an inspection for my Renault Clio|Thursday at 10|the plate is AB-123-CD|Mary Jones, 06 39 98 12 34|yes please")]
    public async Task A_slot_is_booked(string locale, string said)
    {
        await using var talk = new InspectionTalk(_database, locale);
        foreach (var text in said.Split('|'))
            await talk.SayAsync(text);
        TestContext.Current.TestOutputHelper?.WriteLine(talk.Transcript);
        await using var db = _database.CreateDbContext();
        var booked = await db.Set<Appointment>().SingleAsync(TestContext.Current.CancellationToken);
        booked.SlotDatetime.ShouldBe(new DateTimeOffset(2026, 12, 3, 10, 0, 0, TimeSpan.FromHours(1)));
        booked.LicensePlate.ShouldBe("AB-123-CD");
        booked.ClientPhone.ShouldBe("+33639981234");
    }
}
