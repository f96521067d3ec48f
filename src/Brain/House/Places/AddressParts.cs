using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Places;

/// <summary>What is to be asked about an address whose town and postcode were looked up.</summary>
internal enum PlaceDoubt
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The postcode is known, and the town lies elsewhere.</summary>
    Mismatch,

    /// <summary>The town has several postcodes and none was given, or the postcode several towns.</summary>
    Several,
}

/// <summary>The parts of a postal address; null what was not said.</summary>
internal sealed record AddressParts
{
    /// <summary>At whose place: <c>chez Mme Petit</c>, <c>c/o Jane Smith</c>.</summary>
    public string? Care { get; init; }

    /// <summary>A pick-up point, its name in full.</summary>
    public string? Relay { get; init; }

    /// <summary>Residence, building, stairs, floor, flat, door, codes; parted by commas.</summary>
    public string? Unit { get; init; }

    /// <summary>House number and street, or the place that stands for them; short forms of "rue" written out.</summary>
    public string? Street { get; init; }

    /// <summary>As its country writes it: <c>69007</c>, <c>BA1 5AA</c>, <c>H3A 1B4</c>.</summary>
    public string? Postcode { get; init; }

    /// <summary>As the table writes it, or as it was said when it is not there.</summary>
    public string? Town { get; init; }

    /// <summary>Province or state, in two capitals, of Canada and the United States.</summary>
    public string? Region { get; init; }

    /// <summary>As ISO 3166-1 has it; null for France when it is not named.</summary>
    public string? Country { get; init; }

    /// <summary>Whether the country was named, rather than told by town or postcode.</summary>
    public bool NamesCountry { get; init; }

    /// <summary>What is to be asked about it.</summary>
    public PlaceDoubt Doubt { get; init; }

    /// <summary>Whether nothing was said.</summary>
    public bool IsEmpty => this is
    { Care: null, Relay: null, Unit: null, Street: null, Postcode: null, Town: null, Country: null };

    /// <summary>Whether a parcel could find it.</summary>
    public bool IsComplete => (Street ?? Relay) is not null && Town is not null;

    /// <summary>The house number, with what belongs to it; null when there is none.</summary>
    public string? HouseNumber => StreetNumber.In(Street) is { } span ? span.Of(Street!) : null;

    /// <summary>The address in one line, as it is read back.</summary>
    public string Line => string.Join(", ", LineParts().Where(part => !string.IsNullOrEmpty(part)));

    private IEnumerable<string?> LineParts()
    {
        yield return Care;
        yield return Relay;
        if (Country is "GB" or "IE")
            yield return Unit;
        yield return Written(Street);
        if (Country is not ("GB" or "IE"))
            yield return Unit;
        if (Country is "GB" or "IE" or "CA" or "US")
        {
            if (Country == "US" && Region is not null)
            {
                yield return Town;
                yield return Joined(Region, Postcode);
            }
            else
                yield return Joined(Town, Region, Postcode);
        }
        else
            yield return Joined(Postcode, Town);
        if (NamesCountry)
            yield return CountryNames.NameOf(Country!);
    }

    private static string Joined(params string?[] parts) => string.Join(' ', parts.Where(part => part is not null));

    // Who wrote all in small letters or all in capitals did not mean to.
    private static string? Written(string? street)
    {
        if (street is null || !street.Any(char.IsLetter)
            || (street.Any(char.IsUpper) && street.Any(char.IsLower)))
            return street;
        var words = street.ToLowerInvariant().Split(' ');
        return string.Join(' ', words.Select((word, i) =>
            AddressWords.Particles.Contains(word) || AddressWords.WayOf(Word.Fold(word), takesShort: false) is not null
            || AddressWords.Repeats.Contains(word) || word.StartsWith("d'", StringComparison.Ordinal)
            || word.StartsWith("l'", StringComparison.Ordinal)
                ? word
                : char.ToUpperInvariant(word[0]) + word[1..]));
    }
}
