using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.House.Times;
using Gateway.Brain.House.Vehicles;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>What a message tells of a vehicle and of who brings it; null is what it does not say.</summary>
internal sealed partial record ToldDetails
{
    // Acts in which what is said of a vehicle or of a person is told for the appointment.
    private static readonly string[] Telling =
        ["book", "inform", "correct", "yes", "choose", "move", "cancel", "find", "slots", "decline", "waitlist", "no"];

    private static readonly string[] Labels =
        ["nom", "prenom", "name", "first", "last", "surname", "m", "mr", "mme", "mrs", "ms", "monsieur", "madame"];

    private const float SureName = 0.35f;

    /// <summary>What kind of vehicle.</summary>
    public VehicleType? Vehicle { get; init; }

    /// <summary>Which kind of visit.</summary>
    public VisitKind? Visit { get; init; }

    /// <summary>What drives it.</summary>
    public Energy? Energy { get; init; }

    /// <summary>Its make.</summary>
    public string? Brand { get; init; }

    /// <summary>Its model.</summary>
    public string? Model { get; init; }

    /// <summary>Its number plate, in its normal form.</summary>
    public string? Plate { get; init; }

    /// <summary>Given name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Family name.</summary>
    public string? LastName { get; init; }

    /// <summary>Telephone number as it was written.</summary>
    public string? Phone { get; init; }

    /// <summary>E-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Whether it tells nothing.</summary>
    public bool IsEmpty => this == new ToldDetails { Rest = Rest };

    /// <summary>Whether it tells which vehicle it is about.</summary>
    public bool IsOfVehicle => (Vehicle ?? (object?)Energy ?? Brand ?? Plate) is not null;

    /// <summary>The message with numbers, plates and names blanked out: what is left may speak of times.</summary>
    public string Rest { get; init; } = "";

    /// <summary>Reads a message.</summary>
    /// <param name="reading">The message.</param>
    /// <param name="state">Where the conversation stands.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    public static ToldDetails Read(InspectionReading reading, InspectionState state, string locale)
    {
        var text = Readable.Of(reading.Text);
        var masked = new MaskedText(text);
        var plates = DriverPlates.In(text, state.Asked.Contains(Ask.Plate) || reading.Span("plate") is not null);
        foreach (var plate in plates)
            masked.Take(plate.Span);
        // A date in figures is no telephone number.
        var contact = ContactDetails.Read(
            Dates().Replace(masked.Rest, match => match.Groups["before"].Value
                + new string('~', match.Length - match.Groups["before"].Length - match.Groups["behind"].Length)
                + match.Groups["behind"].Value),
            AskedFields(state), mayName: false, mayLocate: false);
        for (var at = 0; at < Math.Min(text.Length, contact.Rest.Length); at++)
        {
            if (contact.Rest[at] == MaskedText.Mask && masked.Rest[at] != MaskedText.Mask)
                masked.Take(new TextSpan(at, at + 1));
        }

        var nameless = masked.Rest;
        var ofVehicle = DriverVehicles.Find(nameless, reading, state, locale);
        var name = NameIn(nameless, ofVehicle, reading, state, plates.Count > 0 || contact.Phone is not null, locale);
        var mention = ofVehicle;
        if (name is not null)
        {
            // A name is no make, however near it comes to one.
            foreach (var span in SpansOf(name, nameless))
                masked.Take(span);
            if (mention?.ModelSpan is { } model && IsTaken(masked.Rest, model)
                || mention?.MakeSpan is { } make && IsTaken(masked.Rest, make))
                mention = DriverVehicles.Find(masked.Rest, reading, state, locale);
        }

        return new ToldDetails
        {
            Plate = plates is [var first, ..] ? first.Text : null,
            Phone = PhoneIn(reading, contact, text, locale),
            Email = contact.Email,
            FirstName = name?.FirstName,
            LastName = name?.LastName,
            Brand = mention?.Make ?? MakeLabelled(reading.Text, state) ?? Tidied(SpanOfVehicle(reading, "brand", name)),
            Model = mention?.Model ?? Tidied(SpanOfVehicle(reading, "model", name)),
            Vehicle = DriverVehicles.KindOf(mention, state),
            Energy = EnergyOf(mention?.Energy),
            Visit = ToldVisit.In(reading, Telling),
            Rest = masked.Rest,
        };
    }

    private static bool IsTaken(string rest, TextSpan span) => rest[span.Start..span.End].Contains(MaskedText.Mask);

    private static IEnumerable<TextSpan> SpansOf(PersonName name, string text)
    {
        foreach (var half in new[] { name.FirstName, name.LastName }.OfType<string>())
        {
            var at = text.IndexOf(half, StringComparison.OrdinalIgnoreCase);
            if (at >= 0)
                yield return new TextSpan(at, at + half.Length);
        }
    }

    private static string? SpanOfVehicle(InspectionReading reading, string kind, PersonName? name) =>
        reading.Span(kind, SureName) is { } words
        && !(name?.LastName?.Contains(words, StringComparison.OrdinalIgnoreCase) ?? false)
        && !(name?.FirstName?.Contains(words, StringComparison.OrdinalIgnoreCase) ?? false)
            ? words
            : null;

    private static string[] AskedFields(InspectionState state) =>
        state.Asked.Contains(Ask.Phone) ? ["phone"] : [];

    private static PersonName? NameIn(
        string text, VehicleMention? mention, InspectionReading reading, InspectionState state, bool hasDetails,
        string locale)
    {
        var isKnown = state.Draft is { FirstName: not null, LastName: not null };
        var isAsked = state.Asked.Contains(Ask.Name);
        // Of names, what is said of a vehicle or of a time is no part.
        var masked = new MaskedText(text);
        foreach (var span in new[] { mention?.MakeSpan, mention?.ModelSpan, mention?.KindSpan, mention?.EnergySpan })
        {
            if (span is { } taken && !(isAsked && mention is { Model: null, KindSpan: null }))
                masked.Take(taken);
        }

        foreach (var time in TimeReader.Find(text, locale, new LocalNow(new DateOnly(2026, 1, 1), default))
            .Where(time => text[time.Start..time.End].Any(char.IsAsciiDigit)))
            masked.Take(new TextSpan(time.Start, time.End));
        var rest = masked.Rest.Replace(MaskedText.Mask, ',');
        var tells = reading.Clauses.Any(clause => Telling.Contains(clause.Act));
        var isCorrection = reading.Does("correct");
        var found = DriverNames.In(rest, isAsked, mayBeBare: !isKnown && tells
            && (isAsked || hasDetails || state.IsBooking));
        if (found is { FirstName: not null, LastName: not null })
            return found;
        if (isKnown && found is null
            && NameWords.SpelledAgain(rest, state.Draft.FirstName!, state.Draft.LastName!) is { } again)
            return again;
        var (first, last) = isKnown && !isCorrection
            ? (null, null)
            : (NameSpan(reading, "first"), NameSpan(reading, "last"));
        if (first is not null && last is not null && (found is null || !DriverNames.IsTold(rest)))
            return new PersonName(last, first);
        if (found is null)
            return first is null && last is null || !isAsked && !hasDetails ? null : new PersonName(last, first);
        // Half a name is known: what is told now is the other half.
        return (state.Draft, found) switch
        {
            ({ LastName: not null, FirstName: null }, { LastName: { } only, FirstName: null }) when isAsked
                => new PersonName(null, only),
            ({ FirstName: not null, LastName: null }, { FirstName: { } only, LastName: null }) when isAsked
                => new PersonName(only, null),
            _ => found,
        };
    }

    private static string? NameSpan(InspectionReading reading, string kind)
    {
        var words = reading.Clauses
            .Where(clause => Telling.Contains(clause.Act))
            .SelectMany(clause => clause.Spans)
            .FirstOrDefault(span => span.Kind == kind && span.Certainty >= SureName).Text;
        if (words is null)
            return null;
        string[] parts = [.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !Labels.Contains(Word.Fold(word)))];
        return parts.Length == 0 || PersonName.HasCommand(parts) || NameWords.AreOfCentre(parts)
            ? null
            : PersonName.Tidy(parts);
    }

    // "Marque Rapido": what nobody would take for a make elsewhere.
    private static string? MakeLabelled(string text, InspectionState state)
    {
        if (LabelledMake().Match(text) is { Success: true } labelled)
            return Tidied(labelled.Groups["make"].Value);
        var words = text.Split([' ', '.', ',', '!'], StringSplitOptions.RemoveEmptyEntries);
        return state.Asked is [Ask.Brand] && words.Length is 1 or 2 && words.All(word => word.All(char.IsLetter))
            && !PersonName.HasCommand(words) ? Tidied(string.Join(' ', words)) : null;
    }

    [GeneratedRegex(
        @"\b(?:[Mm]arque|MARQUE|[Mm]ake|[Bb]rand)(?: ?:| is| est| de)? (?<make>[A-Z][\p{L}-]{1,19})\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex LabelledMake();

    [GeneratedRegex(
        @"(?<before>^|[^0-9.])(?:0?[1-9]|[12][0-9]|3[01])[./-](?:0?[1-9]|1[0-2])[./-](?:20)?[0-9]{2}(?<behind>$|[^0-9.-]|\.$|\.[^0-9])",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Dates();

    // A number as it is dialled here goes before what the words around it make of it.
    private static string? PhoneIn(InspectionReading reading, ContactDetails contact, string text, string locale)
    {
        foreach (var written in reading.Spans("phone").Reverse().Append(contact.Phone).OfType<string>())
        {
            if (Sessions.E164.FromPeople(written, "FR") is { } number)
                return number;
        }

        return contact.Phone is { } phone ? PhoneNumber.Guess(phone, text, locale) ?? phone : null;
    }

    private static string? Tidied(string? words) =>
        words is null ? null : string.Join(' ', words.Split(' ').Select(Capital));

    private static string Capital(string word) =>
        word.Length > 0 && char.IsLower(word[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    private static Energy? EnergyOf(VehicleEnergy? energy) =>
        energy is { } known && Enum.TryParse<Energy>(known.ToString(), out var same) ? same : null;
}
