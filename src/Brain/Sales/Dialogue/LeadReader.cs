using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Understanding;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>Finds what a message says of who wrote it.</summary>
internal static partial class LeadReader
{
    private static readonly FrozenSet<string> Now = FrozenSet.Create(
        StringComparer.Ordinal, "maintenant", "immediatement", "asap", "now", "immediately", "today", "aujourd",
        "urgent", "urgence", "straightaway");

    private const float Likely = 0.25f;
    private const float SureOfAnother = 0.8f;

    /// <summary>What it says; all that it does not say is null.</summary>
    public static LeadReading Read(SalesReading reading, SalesState sales)
    {
        // Who has not bought, or waits for a person, may answer with anything; a question is no name.
        var asksName = sales.Asked.Contains(Ask.Name)
            && (sales.Converted || reading.Text.Contains('@', StringComparison.Ordinal))
            && !reading.Text.Contains('?', StringComparison.Ordinal);
        var named = reading.Span(Spans.First, Likely) ?? reading.Span(Spans.Last, Likely);
        var gives = asksName || named is not null || reading.Text.Contains('@', StringComparison.Ordinal)
            || Introduced().IsMatch(reading.Text) || PhoneNumber.Find(reading.Text).Any();
        var details = ContactDetails.Read(
            reading.Text, gives ? ["lastName", "firstName"] : sales.Asked.Contains(Ask.Phone) ? ["phone"] : [],
            mayName: gives, mayLocate: false);
        details = details.With([.. reading.Clauses.SelectMany(clause => clause.Spans)
            .Where(span => span.Kind is Spans.First or Spans.Last)], asksAddress: false);
        // Who was not asked and does not introduce themselves is called by a name that is known to be one.
        if (!asksName && named is null && !Introduced().IsMatch(reading.Text)
            && !$"{details.FirstName} {details.LastName}".Split(' ').Any(FirstNames.Contains))
            details = details with { FirstName = null, LastName = null };
        if (SignedName.In(reading.Text) is { } signed && named is null)
            details = details with { FirstName = signed.FirstName, LastName = signed.LastName };
        var address = details.Email is { } email ? SignedName.InAddress(email) : new PersonName(null, null);
        var role = reading.Span("role");
        return new LeadReading
        {
            FirstName = details.FirstName ?? (sales.Lead.FirstName is null ? address.FirstName : null),
            LastName = details.LastName ?? (sales.Lead.LastName is null ? address.LastName : null),
            Email = details.Email,
            Phone = details.Phone is { } phone ? PhoneNumber.Guess(phone, reading.Text, reading.Locale) : null,
            Company = reading.Span("company"),
            // What is known gives way only to what is surely another trade.
            Sector = sales.Lead.Sector is null
                ? SectorIn(reading)
                : reading.Span("sector", SureOfAnother),
            People = PeopleIn(reading, sales, details.Rest),
            Role = role,
            IsDecisionMaker = Decisions.In(reading.Text, role),
            PainPoints = [.. reading.Spans("pain")],
            Interests = [.. reading.Spans("feature")],
            CustomNeeds = reading.Does("enterprise") ? [.. ClausesOf(reading, "enterprise")] : [],
            CurrentTool = reading.Span("tool"),
            MonthsToStart = Word.In(reading.Text).Any(word => Now.Contains(word.Text)) ? 0 : null,
            Signals = [.. SignalsIn(reading)],
            Reasoning = "read by rules from the last message",
        };
    }

    // "Association d'aide à domicile": what it is, besides what it does.
    private static string? SectorIn(SalesReading reading)
    {
        var (read, known) = (reading.Span("sector"), Trades.In(reading.Text));
        return read is null || known is null || read.Contains(known, StringComparison.OrdinalIgnoreCase)
            ? read ?? known
            : $"{read}, {known}";
    }

    private static int? PeopleIn(SalesReading reading, SalesState sales, string rest) => HeadCount.In(
        rest,
        [.. reading.Clauses.SelectMany(clause => clause.Spans)
            .Where(span => span.Kind is "people" or "seats" && span.Certainty >= Likely)
            .Select(span => new TextSpan(span.Start, span.End))],
        sales.Asked is [Ask.Seats, ..], sales.Lead.Seats ?? sales.Lead.People);

    [GeneratedRegex(
        @"\b(?:je m'?.?appelle|mon nom|c'est .{2,30} au 0|demandez|my name|name'?s|i'm called|ask for|this is)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Introduced();

    private static IEnumerable<string> ClausesOf(SalesReading reading, string act) => reading.Clauses
        .Where(clause => clause.Act == act).Select(clause => reading.Text[clause.Start..clause.End]);

    private static IEnumerable<Signal> SignalsIn(SalesReading reading)
    {
        if (reading.Does("price") || reading.Does("plan"))
            yield return Signal.AskedPrice;
        if (reading.Does("demo"))
            yield return Signal.AskedDemo;
        if (reading.Does("quote"))
            yield return Signal.AskedQuote;
        if (reading.Does("trial"))
            yield return Signal.AskedTrial;
        if (reading.Does("accept"))
            yield return Signal.WantsToBuy;
        if (reading.Does("cancel"))
            yield return Signal.NotInterested;
    }
}
