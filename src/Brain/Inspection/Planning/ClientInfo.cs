using Gateway.Brain.House.Entities;
using Gateway.Brain.Inspection.Centres;
using Gateway.Sessions;
using Gateway.Sessions.Texts;

namespace Gateway.Brain.Inspection.Planning;

/// <summary>Who comes, and with what.</summary>
/// <param name="FirstName">Given name.</param>
/// <param name="LastName">Family name.</param>
/// <param name="Phone">Telephone number, as people write it in the centre's country or E.164.</param>
/// <param name="Email">E-mail address; null when they gave none.</param>
/// <param name="VehicleBrand">Make of the vehicle.</param>
/// <param name="VehicleModel">Its model; null when they did not say.</param>
/// <param name="LicensePlate">Its number plate, however it is written.</param>
public sealed record ClientInfo(
    string FirstName, string LastName, string Phone, string? Email, string VehicleBrand, string? VehicleModel,
    string LicensePlate)
{
    private const string France = "FR";
    private const int MostName = 80;
    private const int MostEmail = 254;
    private const int LeastPlate = 2;
    private const int MostPlate = 12;
    private const string AnyNumber = "+33100000000";

    /// <summary>What drives the vehicle; null when it is not known. The price may depend on it.</summary>
    public Energy? Energy { get; init; }

    /// <summary>A number plate in the form it is kept and compared in; null when it is none.</summary>
    public static string? PlateOf(string? text)
    {
        if (WellFormed.Line(text, 40) is not { } line)
            return null;
        if (NumberPlate.Find(line, isAsked: true) is { } known
            && (known.Span.Start, known.Span.End) == (0, line.Length))
            return known.Text;
        // Of another country: letters, figures and what stands between them.
        var upper = line.ToUpperInvariant();
        var signs = upper.Count(char.IsAsciiLetterOrDigit);
        return signs is >= LeastPlate and <= MostPlate && upper.Any(char.IsAsciiDigit)
            && upper.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is ' ' or '-' or '.')
            ? string.Join('-', upper.Split([' ', '-', '.'], StringSplitOptions.RemoveEmptyEntries))
            : null;
    }

    /// <summary>A telephone number in E.164; null when it is none.</summary>
    /// <param name="centre">Whose country counts where the number names none; null: France.</param>
    /// <param name="text">As it was written.</param>
    public static string? PhoneOf(Centre? centre, string? text) => text is null ? null : E164.FromPeople(
        text, centre?.Phone is { } own && E164.CountryOf(own) is { } country ? country : France);

    /// <summary>The same as it is kept, or what is wrong with it.</summary>
    internal (ClientInfo? Client, BookingRefusal? Flaw) Read(Centre centre)
    {
        if (WellFormed.Line(FirstName, MostName) is not { } first
            || WellFormed.Line(LastName, MostName) is not { } last)
            return (null, BookingRefusal.NameMissing);
        if (PhoneOf(centre, Phone) is not { } phone)
            return (null, BookingRefusal.PhoneMalformed);
        if (PlateOf(LicensePlate) is not { } plate)
            return (null, BookingRefusal.PlateMalformed);
        if (WellFormed.Line(VehicleBrand, MostName) is not { } brand)
            return (null, BookingRefusal.BrandMissing);
        var email = WellFormed.Line(Email, MostEmail);
        return email is not null && !IsEmail(email)
            ? (null, BookingRefusal.EmailMalformed)
            : (new ClientInfo(first, last, phone, email, brand, WellFormed.Line(VehicleModel, MostName), plate)
            {
                Energy = Energy,
            }, null);
    }

    /// <summary>
    /// The same for somebody whom the centre's own people take: but for the plate, everything may be empty.
    /// </summary>
    internal (ClientInfo? Client, BookingRefusal? Flaw) ReadAtDesk(Centre centre)
    {
        var filled = this with
        {
            FirstName = string.IsNullOrWhiteSpace(FirstName) ? "-" : FirstName,
            LastName = string.IsNullOrWhiteSpace(LastName) ? "-" : LastName,
            VehicleBrand = string.IsNullOrWhiteSpace(VehicleBrand) ? "-" : VehicleBrand,
        };
        if (!string.IsNullOrWhiteSpace(Phone))
            return filled.Read(centre);
        var (tidy, flaw) = (filled with { Phone = AnyNumber }).Read(centre);
        return (tidy is null ? null : tidy with { Phone = "" }, flaw);
    }

    /// <summary>Whether a text looks like an e-mail address; whether there is one, only a mail tells.</summary>
    public static bool IsEmail(string text) =>
        text.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at == text.LastIndexOf('@')
        && text.IndexOf('.', at) > at + 1 && text[^1] != '.' && !text.Contains(' ', StringComparison.Ordinal);
}
