using System.Text.RegularExpressions;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
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
        var asksPlate = state.Asked.Contains(Ask.Plate);
        var plate = NumberPlate.Find(text, asksPlate || reading.Span("plate") is not null);
        if (plate is not null)
            masked.Take(plate.Span);
        var unnamed = masked.Rest;
        // A name is no make, however near it comes to one.
        foreach (var name in reading.SpansOf("first", SureName).Concat(reading.SpansOf("last", SureName)))
            masked.Take(new TextSpan(name.Start, name.End));
        var asked = AskedFields(state);
        var contact = ContactDetails.Read(unnamed, asked, mayName: true, mayLocate: false);
        var mention = VehicleMention.Find(
            OfVehicles(masked.Rest, reading), locale,
            state.Asked.Any(one => one is Ask.Brand or Ask.Vehicle or Ask.Plate));
        var (first, last) = NameIn(reading, contact, state);
        if (IsNameAlone(state, mention, contact))
            mention = null;
        return new ToldDetails
        {
            Plate = plate?.Text,
            Phone = PhoneIn(reading, contact, text, locale),
            Email = contact.Email,
            FirstName = first,
            LastName = last,
            Brand = mention?.Make ?? MakeLabelled(reading.Text, state) ?? Tidied(reading.Span("brand", SureName)),
            Model = mention?.Model ?? Tidied(reading.Span("model", SureName)),
            // What is said of its kind counts for more than what its model mostly is.
            Vehicle = mention is { KindSpan: not null } || state.Draft.Vehicle is null || state.Draft.Brand is not null
                ? KindOf(mention?.Kind)
                : null,
            Energy = EnergyOf(mention?.Energy),
            Visit = VisitIn(reading),
            Rest = contact.Rest,
        };
    }

    // Where a name is asked for, a word that is only like a make is a name.
    private static bool IsNameAlone(InspectionState state, VehicleMention? mention, ContactDetails contact) =>
        mention is { Model: null, KindSpan: null } && state.Asked.Contains(Ask.Name) && contact.LastName is not null;

    private static string[] AskedFields(InspectionState state) =>
    [
        .. state.Asked.Contains(Ask.Name) ? ["lastName", "firstName"] : Array.Empty<string>(),
        .. state.Asked.Contains(Ask.Phone) ? ["phone"] : Array.Empty<string>(),
    ];

    private static (string? First, string? Last) NameIn(
        InspectionReading reading, ContactDetails contact, InspectionState state)
    {
        if (UnderName().Match(reading.Text) is { Success: true } under
            && under.Groups["name"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)
                .TakeWhile((word, place) => place == 0 || char.IsUpper(word[0])).ToList() is { Count: > 0 } words
            && PersonName.CanBe(words) && PersonName.LooksLike(words) && PersonName.Of(words, null) is var named)
            return (named.FirstName, named.LastName);
        var (first, last) = (NameSpan(reading, "first"), NameSpan(reading, "last"));
        if (first is not null && last is not null)
            return (first, last);
        if (contact is { FirstName: not null, LastName: not null } && (first ?? last) is { } half
            && (contact.FirstName == half || contact.LastName == half || LabelledName().IsMatch(reading.Text)))
            return (contact.FirstName, contact.LastName);
        if (first is not null || last is not null)
            return (first, last);
        if (!state.Asked.Contains(Ask.Name) || !reading.Clauses.Any(clause => clause.Act is "inform" or "correct"))
            return (null, null);
        // "See ye then" has the form of a name as well.
        List<string> told = [.. $"{contact.FirstName} {contact.LastName}".Split(' ').Where(word => word.Length > 0)];
        if (told.Count > 0 && !PersonName.HasGivenName(told) && !told.TrueForAll(word => reading.Text.Contains(
            word, StringComparison.Ordinal)))
            return (null, null);
        // Half a name is known: what is told now is the other half.
        if (state.Draft.LastName is not null && contact is { LastName: { } only, FirstName: null })
            return (only, null);
        return (contact.FirstName, contact.LastName);
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
        if (parts.Length == 0)
            return null;
        return PersonName.HasCommand(parts) ? null : PersonName.Tidy(parts);
    }

    // Questions about the shop's ways name vehicles only by the way.
    private static string OfVehicles(string text, InspectionReading reading)
    {
        var letters = text.ToCharArray();
        foreach (var clause in reading.Clauses.Where(one => !Telling.Contains(one.Act)
            && one.Act is not ("detail.price" or "detail.vehicle" or "detail.law")
            && !one.Spans.Any(span => span.Kind is "brand" or "model" or "vehicle")))
            Array.Fill(letters, ' ', clause.Start, Math.Min(clause.End, letters.Length) - clause.Start);
        return new string(letters);
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
        @"\b(?:marque|make)(?: ?:| is| est)? (?<make>[A-Z][\p{L}-]{1,19})\b",
        RegexOptions.NonBacktracking)]
    private static partial Regex LabelledMake();

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

    [GeneratedRegex(
        @"(?:\bau nom d(?:e |['’] ?)|\bin the name of |\bunder the name (?:of )?|\bname(?:['’]?s| is) |\bje m['’]?appelle |\bmoi c['’]?est )(?:m(?:\.|r|me|rs|s)?\.? )?(?<name>[\p{L}'’-]+(?: [\p{L}'’-]+){0,3})",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex UnderName();

    [GeneratedRegex(
        @"\b(?:nom|pr[eé]nom|surname|first name|last name)\b",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex LabelledName();

    private static VisitKind? VisitIn(InspectionReading reading)
    {
        foreach (var clause in reading.Clauses.Where(clause => Telling.Contains(clause.Act)))
        {
            if (VisitWords.In(reading.WordsOf(clause)) is { } visit)
                return visit;
        }

        return null;
    }

    private static string? Tidied(string? words) =>
        words is null ? null : string.Join(' ', words.Split(' ').Select(Capital));

    private static string Capital(string word) =>
        word.Length > 0 && char.IsLower(word[0]) ? char.ToUpperInvariant(word[0]) + word[1..] : word;

    private static VehicleType? KindOf(VehicleKind? kind) => kind switch
    {
        VehicleKind.Car => VehicleType.Car,
        VehicleKind.Van => VehicleType.Van,
        VehicleKind.Motorcycle => VehicleType.Motorcycle,
        VehicleKind.Motorhome => VehicleType.Motorhome,
        _ => null,
    };

    private static Energy? EnergyOf(VehicleEnergy? energy) =>
        energy is { } known && Enum.TryParse<Energy>(known.ToString(), out var same) ? same : null;
}
