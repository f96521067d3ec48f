using Gateway.Brain.House.Entities;
using Gateway.Brain.Sales.Scene;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Sales.Judges;

/// <summary>Takes of a judge's reading what can be true: figures in range, addresses that are some, known
/// ids.</summary>
internal static class LeadCheck
{
    private const int LongestName = 80;
    private const int LongestWords = 120;
    private const int LongestMail = 254;
    private const int MostMonths = 120;
    private const decimal MostBudget = 1_000_000_000;

    /// <summary>Checks a reading.</summary>
    /// <param name="reading">What a judge answered.</param>
    /// <param name="settings">The workspace's.</param>
    public static Lead Of(LeadReading reading, SalesSettings settings) => new()
    {
        FirstName = WellFormed.Line(reading.FirstName, LongestName),
        LastName = WellFormed.Line(reading.LastName, LongestName),
        Company = WellFormed.Line(reading.Company, LongestName),
        Sector = WellFormed.Line(reading.Sector, LongestName),
        People = Within(reading.People),
        Seats = Within(reading.Seats),
        Role = WellFormed.Line(reading.Role, LongestName),
        IsDecisionMaker = reading.IsDecisionMaker,
        Email = Mail(reading.Email),
        Phone = reading.Phone is { Length: <= LongestName } phone ? PhoneNumber.Parse(phone).E164 : null,
        PainPoints = Lines(reading.PainPoints),
        Interests = [.. Some(reading.Interests).Select(words => LeadFacts.FeatureNamed(words, settings)?.Id)
            .OfType<string>().Distinct()],
        CustomNeeds = Lines(reading.CustomNeeds),
        CurrentTool = WellFormed.Line(reading.CurrentTool, LongestName),
        YearlyBudget = reading.YearlyBudget is >= 0 and <= MostBudget ? reading.YearlyBudget : null,
        MonthsToStart = reading.MonthsToStart is >= 0 and <= MostMonths ? reading.MonthsToStart : null,
        Signals = [.. Some(reading.Signals).Distinct()],
    };

    /// <summary>Texts in one line each, as far as they are kept; what is none is left out.</summary>
    public static IReadOnlyList<string> Lines(IReadOnlyList<string>? texts) =>
        [.. Some(texts).Select(text => WellFormed.Line(text, LongestWords)).OfType<string>().Distinct()];

    // A model may leave a list out, or send one without end.
    private static IEnumerable<T> Some<T>(IReadOnlyList<T>? items) => (items ?? []).Take(Lead.MostOfEach);

    private static int? Within(int? people) => people is >= 1 and <= LeadFacts.MostPeople ? people : null;

    private static string? Mail(string? text) => text is { Length: <= LongestMail }
        ? ContactDetails.Read(text, [], mayName: false, mayLocate: false).Email
        : null;
}
