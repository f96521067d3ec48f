using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Reading;
using Gateway.Brain.House.Vehicles;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.State;
using Gateway.Brain.Inspection.Understanding;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>What a message tells of a vehicle and of who brings it; null is what it does not say.</summary>
internal sealed record ToldDetails
{
    // Acts in which what is said of a vehicle or of a person is told for the appointment.
    private static readonly string[] Telling =
        ["book", "inform", "correct", "yes", "choose", "move", "cancel", "find", "slots", "decline", "waitlist", "no"];

    private const float SureName = 0.5f;

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
        var contact = ContactDetails.Read(unnamed, asked, mayName: asked.Contains("lastName"), mayLocate: false);
        var mention = VehicleMention.Find(
            masked.Rest, locale, state.Asked.Any(one => one is Ask.Brand or Ask.Vehicle or Ask.Plate));
        var (first, last) = NameIn(reading, contact, state);
        if (IsNameAlone(state, mention, contact))
            mention = null;
        return new ToldDetails
        {
            Plate = plate?.Text,
            Phone = contact.Phone is { } phone ? PhoneNumber.Guess(phone, text, locale) ?? phone : null,
            Email = contact.Email,
            FirstName = first,
            LastName = last,
            Brand = mention?.Make ?? Tidied(reading.Span("brand", SureName)),
            Model = mention?.Model ?? Tidied(reading.Span("model", SureName)),
            Vehicle = KindOf(mention?.Kind),
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
        var (first, last) = (NameSpan(reading, "first"), NameSpan(reading, "last"));
        if (first is not null || last is not null)
            return (first ?? (last is not null && contact.LastName == last ? contact.FirstName : null), last);
        if (!state.Asked.Contains(Ask.Name) || reading.Questions.Any())
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
        string[] parts = words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return PersonName.HasCommand(parts) ? null : PersonName.Tidy(parts);
    }

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
