using System.Globalization;
using System.Text.Json;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Planning;
using Gateway.Brain.Tests.Records;
using Gateway.Sessions;
using Gateway.Testing;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Tests.Inspection.House;

/// <summary>
/// Conversations that hands wrote which had situation cards and the centre's public data, and had seen neither code nor
/// tests. A conversation is good when just the appointments stand that should, and what was asked was told. Those of
/// <c>dev…</c> are by the hand that wrote the dialogue, each set before what it shows was looked at; all are material
/// for development now.
/// </summary>
public sealed class InspectionRoundTests(RecordsServer server) : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(
        GatewayProcess.Root, "tests", "Brain.Tests", "Inspection", "Rounds");

    private RecordsDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await server.CreateAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData("1", 97)]
    [InlineData("2", 95)]
    [InlineData("dev", 56)]
    [InlineData("dev2", 27)]
    [InlineData("dev3", 24)]
    [InlineData("3", 82)]
    [InlineData("4", 72)]
    public async Task A_round_is_held_as_well_as_before(string round, int least)
    {
        var good = 0;
        foreach (var file in Directory.GetFiles(Path.Combine(Folder, round), "*.json").Order(StringComparer.Ordinal))
        {
            var written = JsonSerializer.Deserialize<List<Written>>(
                await File.ReadAllTextAsync(file), JsonSerializerOptions.Web)!;
            foreach (var one in written)
            {
                var wrong = await PlayAsync(one, out var transcript);
                good += wrong.Count == 0 ? 1 : 0;
                TestContext.Current.TestOutputHelper?.WriteLine(
                    $"{(wrong.Count == 0 ? "good" : "bad")} {one.Id}{transcript()}\n^^ {string.Join("; ", wrong)}\n");
            }
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{good} good");
        good.ShouldBeGreaterThanOrEqualTo(least);
    }

    private Task<List<string>> PlayAsync(Written one, out Func<string> transcript)
    {
        var talk = new InspectionTalk(
            _database, one.Locale, one.Channel, one.Channel == ChannelKind.Web ? "visitor-1" : one.From!);
        transcript = () => talk.Transcript;
        return RunAsync(one, talk);
    }

    private async Task<List<string>> RunAsync(Written one, InspectionTalk talk)
    {
        await using var _ = talk;
        await using var db = _database.CreateDbContext();
        // Each conversation finds the planning as empty as the first one did.
        await db.Database.ExecuteSqlAsync($"DELETE FROM bay_times");
        await db.Database.ExecuteSqlAsync($"DELETE FROM appointments");
        foreach (var given in one.Given ?? [])
            (await BookAsync(given)).ShouldBeOfType<BookingOutcome.Booked>(one.Id);
        List<string> said = [];
        foreach (var text in one.Turns)
            said.Add(await talk.SayAsync(text));
        var standing = await db.Set<Appointment>().AsNoTracking()
            .Where(row => row.Status == AppointmentStatus.Confirmed).ToListAsync();
        List<string> wrong = [];
        foreach (var expected in one.Expect.Appointments)
        {
            var differences = standing.Select(row => (Row: row, Wrong: Differences(expected, row)))
                .OrderBy(pair => pair.Wrong.Count).FirstOrDefault();
            if (differences.Row is null)
                wrong.Add($"no appointment for {expected.Plate}");
            else
                wrong.AddRange(differences.Wrong);
            standing.Remove(differences.Row!);
        }

        wrong.AddRange(standing.Select(row => $"appointment too many: {row.LicensePlate} {row.SlotDatetime:O}"));
        if (one.Expect.HandedOver != talk.State.HandedOver)
            wrong.Add($"handed over {talk.State.HandedOver}");
        var all = Word.Fold(string.Join('\n', said)).Replace('\u00a0', ' ');
        foreach (var told in one.Expect.Told ?? [])
        {
            if (!told.Any(way => all.Contains(Word.Fold(way), StringComparison.Ordinal)))
                wrong.Add($"not told: {told[0]}");
        }

        return wrong;
    }

    // What stands was booked the day before.
    private Task<BookingOutcome> BookAsync(Given given)
    {
        var start = DateTime.Parse(given.Start, CultureInfo.InvariantCulture);
        var centre = DemoCentre.Centre;
        var vehicle = CentreWords.VehicleOf(given.Vehicle ?? "voiture_particuliere")!.Value;
        var visit = CentreWords.VisitOf(given.Visit ?? "periodique")!.Value;
        return new PlanningBook(_database, new ManualClock(DemoCentre.Now.AddDays(-1))).BookAsync(
            centre,
            new Slot(
                new DateTimeOffset(start, centre.Zone.GetUtcOffset(start)), centre.MinutesFor(vehicle, visit), vehicle,
                visit),
            new ClientInfo(
                given.FirstName, given.LastName, given.Phone, Email: null, given.Brand, given.Model, given.Plate),
            new BookingOrigin($"given:{Guid.NewGuid()}", null, null, "api"), holder: null,
            TestContext.Current.CancellationToken);
    }

    private static List<string> Differences(ExpectedAppointment expected, Appointment row)
    {
        List<string> wrong = [];
        var start = TimeZoneInfo.ConvertTime(row.SlotDatetime, DemoCentre.Centre.Zone);
        if (!expected.Dates.Contains(start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)))
            wrong.Add($"on {start:yyyy-MM-dd}");
        var time = start.ToString("HH:mm", CultureInfo.InvariantCulture);
        if (string.CompareOrdinal(time, expected.From ?? "00:00") < 0
            || string.CompareOrdinal(time, expected.To ?? "23:59") > 0)
            wrong.Add($"at {time}");
        Check("vehicle", expected.Vehicle, row.Vehicle.InWire());
        Check("visit", expected.Visit, row.Visit.InWire());
        Check("plate", Signs(expected.Plate), Signs(row.LicensePlate));
        Check("first name", expected.FirstName, row.ClientFirstName);
        Check("last name", expected.LastName, row.ClientLastName);
        Check("phone", expected.Phone, row.ClientPhone);
        // "Mercedes" is Mercedes-Benz.
        if (expected.Brand is { } brand
            && !Word.Fold(row.VehicleBrand).Contains(Word.Fold(brand), StringComparison.Ordinal))
            wrong.Add($"brand {row.VehicleBrand} for {brand}");
        Check("e-mail", expected.Email, row.ClientEmail);
        return wrong;

        void Check(string what, string? wanted, string? got)
        {
            if (wanted is not null && Word.Fold(wanted) != Word.Fold(got ?? ""))
                wrong.Add($"{what} {got} for {wanted}");
        }
    }

    private static string? Signs(string? plate) =>
        plate is null ? null : new string([.. plate.Where(char.IsAsciiLetterOrDigit)]);

    private sealed record Written(
        string Id, string Locale, string Channel, string? From, IReadOnlyList<Given>? Given,
        IReadOnlyList<string> Turns, Expected Expect);

    private sealed record Given(
        string Start, string? Vehicle, string? Visit, string Plate, string Brand, string? Model, string FirstName,
        string LastName, string Phone);

    private sealed record Expected(
        IReadOnlyList<ExpectedAppointment> Appointments, bool HandedOver,
        IReadOnlyList<IReadOnlyList<string>>? Told);

    private sealed record ExpectedAppointment(
        IReadOnlyList<string> Dates, string? From, string? To, string? Vehicle, string? Visit, string? Plate,
        string? FirstName, string? LastName, string? Phone, string? Brand, string? Email);
}
