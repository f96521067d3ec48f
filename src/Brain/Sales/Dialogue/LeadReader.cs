using System.Collections.Frozen;
using System.Globalization;
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

    private static readonly FrozenDictionary<string, int> Rounds = new Dictionary<string, int>
    {
        ["dizaine"] = 10,
        ["douzaine"] = 12,
        ["dozen"] = 12,
        ["quinzaine"] = 15,
        ["vingtaine"] = 20,
        ["trentaine"] = 30,
        ["quarantaine"] = 40,
        ["cinquantaine"] = 50,
        ["soixantaine"] = 60,
        ["centaine"] = 100,
        ["hundred"] = 100,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string> OtherThings = FrozenSet.Create(
        StringComparer.Ordinal, "euros", "euro", "eur", "balles", "quid", "pounds", "dollars", "heures", "hours", "hrs",
        "minutes", "min", "jours", "days", "semaines", "weeks", "mois", "months", "ans", "years", "sites", "shops",
        "pubs", "hotels", "magasins", "restaurants", "restos", "boutiques", "salons", "chairs", "beds", "lits",
        "chambres", "rooms", "clients", "customers", "places", "km", "floors", "habitants", "couverts", "tables", "am",
        "pm", "fois", "times", "pour", "per", "percent", "bis", "rue", "street", "road");

    private const float Likely = 0.25f;

    /// <summary>What it says; all that it does not say is null.</summary>
    public static LeadReading Read(SalesReading reading, SalesState sales)
    {
        var asksName = sales.Asked.Contains(Ask.Name);
        var named = reading.Span(Spans.First, Likely) ?? reading.Span(Spans.Last, Likely);
        var gives = asksName || named is not null || reading.Text.Contains('@', StringComparison.Ordinal)
            || Introduced().IsMatch(reading.Text);
        var details = ContactDetails.Read(
            reading.Text, gives ? ["lastName", "firstName"] : sales.Asked.Contains(Ask.Phone) ? ["phone"] : [],
            mayName: gives, mayLocate: false);
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
            Sector = reading.Span("sector") ?? (sales.Lead.Sector is null ? Trades.In(reading.Text) : null),
            People = PeopleIn(reading, sales, details.Rest),
            Seats = NumberOf(reading.Span("seats")),
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

    private static int? SizeOf(SalesReading reading, SalesState sales, string rest) =>
        FirmSize.Find(Readable.Of(rest), sales.Asked is [Ask.Seats, ..]) is { Least: { } least } size
        && (size.Most is null || size.Most == least || sales.Asked is [Ask.Seats, ..])
            ? (int)(size.Most ?? least)
            : sales.Asked is [Ask.Seats, ..] ? NumberOf(rest) : null;

    // A correction counts always; what is known already, no few of them that are spoken of in passing.
    private static int? PeopleIn(SalesReading reading, SalesState sales, string rest)
    {
        if (Quantity.Corrected(rest, standsAlone: true) is { } corrected and > 1)
            return corrected;
        var known = sales.Lead.Seats ?? sales.Lead.People;
        var read = NumberOf(reading.Span("people", Likely)) ?? SizeOf(reading, sales, rest)
            ?? (known is null ? CountedIn(rest) : null);
        return read is null || known is null || reading.Does("correct") || read >= known / 2 ? read : null;
    }

    // "9 stylists", "47 on the roster": a number that counts nothing else.
    private static int? CountedIn(string text)
    {
        foreach (Match match in Counted().Matches(text))
        {
            if (!OtherThings.Contains(Word.Fold(match.Groups["of"].Value))
                && int.TryParse(
                    match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
                && count > 1)
                return count;
        }

        return null;
    }

    // "1 400", "3,400" and "une trentaine"; "one of us" counts nobody.
    private static int? NumberOf(string? words)
    {
        if (words is null)
            return null;
        var digits = Grouped().Match(words);
        if (digits.Success && int.TryParse(
            new string([.. digits.Value.Where(char.IsAsciiDigit)]), NumberStyles.None, CultureInfo.InvariantCulture,
            out var figure))
            return figure > 1 ? figure : null;
        var read = Word.In(words);
        for (var i = 0; i < read.Count; i++)
        {
            if (Rounds.TryGetValue(read[i].Text, out var round))
                return round;
            if (NumberWords.Read(read, i) is { Words: > 0, Number: > 1 } named)
                return read.Count > i + named.Words && read[i + named.Words].Text is "hundred" or "cents" or "cent"
                    ? named.Number * 100
                    : named.Number;
        }

        return null;
    }

    [GeneratedRegex(@"\b(?<n>[1-9][0-9]{0,3})[ \u00A0](?<of>\p{L}{2,})", RegexOptions.NonBacktracking)]
    private static partial Regex Counted();

    [GeneratedRegex(@"[0-9]{1,3}(?:[ \u00A0\u202F.,][0-9]{3})+\b|[0-9]{1,5}", RegexOptions.NonBacktracking)]
    private static partial Regex Grouped();

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
