using System.Collections.Frozen;
using System.Globalization;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Understanding;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>Finds what a message says of who wrote it.</summary>
internal static class LeadReader
{
    private static readonly FrozenSet<string> Deciders = FrozenSet.Create(
        StringComparer.Ordinal, "gerant", "gerante", "patron", "patronne", "directeur", "directrice", "dg", "pdg",
        "proprietaire", "fondateur", "fondatrice", "president", "presidente", "dirigeant", "dirigeante", "associe",
        "maire", "owner", "ceo", "founder", "cofounder", "director", "boss", "president", "proprietor", "md", "partner",
        "franchisee", "landlord", "landlady");

    private static readonly FrozenSet<string> Now = FrozenSet.Create(
        StringComparer.Ordinal, "maintenant", "immediatement", "asap", "now", "immediately", "today", "aujourd",
        "urgent", "urgence", "straightaway");

    /// <summary>What it says; all that it does not say is null.</summary>
    public static LeadReading Read(SalesReading reading, SalesState sales)
    {
        var asksName = sales.Asked.Contains(Ask.Name);
        var details = ContactDetails.Read(
            reading.Text, asksName ? ["lastName", "firstName"] : sales.Asked.Contains(Ask.Phone) ? ["phone"] : [],
            mayName: asksName, mayLocate: false);
        details = details.With([.. reading.Clauses.SelectMany(clause => clause.Spans)
            .Where(span => span.Kind is Spans.First or Spans.Last)], asksAddress: false);
        var role = reading.Span("role");
        return new LeadReading
        {
            FirstName = details.FirstName,
            LastName = details.LastName,
            Email = details.Email,
            Phone = details.Phone,
            Company = reading.Span("company"),
            Sector = reading.Span("sector"),
            People = NumberOf(reading.Span("people")) ?? SizeOf(reading, sales),
            Seats = NumberOf(reading.Span("seats")),
            Role = role,
            IsDecisionMaker = DecidesBy(reading, role),
            PainPoints = [.. reading.Spans("pain")],
            Interests = [.. reading.Spans("feature")],
            CustomNeeds = reading.Does("enterprise") ? [.. ClausesOf(reading, "enterprise")] : [],
            CurrentTool = reading.Span("tool"),
            MonthsToStart = Word.In(reading.Text).Any(word => Now.Contains(word.Text)) ? 0 : null,
            Signals = [.. SignalsIn(reading)],
            Reasoning = "read by rules from the last message",
        };
    }

    private static bool? DecidesBy(SalesReading reading, string? role) =>
        reading.LikelihoodOf(act => act == "obj.authority") >= SalesReading.Sure ? false
        : role is not null && Word.In(role).Any(word => Deciders.Contains(word.Text)) ? true
        : null;

    private static int? SizeOf(SalesReading reading, SalesState sales) =>
        FirmSize.Find(Readable.Of(reading.Text), sales.Asked is [Ask.Seats, ..]) is { Least: { } least } size
        && (size.Most is null || size.Most == least || sales.Asked is [Ask.Seats, ..])
            ? (int)(size.Most ?? least)
            : null;

    private static int? NumberOf(string? words)
    {
        if (words is null)
            return null;
        var read = Word.In(words);
        for (var i = 0; i < read.Count; i++)
        {
            if (int.TryParse(read[i].Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return number;
            if (NumberWords.Read(read, i) is { Words: > 0 } named && named.Number > 1)
                return named.Number;
            if (read[i].Text is "vingtaine" or "trentaine" or "quarantaine" or "cinquantaine" or "centaine")
                return read[i].Text switch
                {
                    "vingtaine" => 20,
                    "trentaine" => 30,
                    "quarantaine" => 40,
                    "cinquantaine" => 50,
                    _ => 100,
                };
        }

        return null;
    }

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
