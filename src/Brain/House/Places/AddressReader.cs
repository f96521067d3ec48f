namespace Gateway.Brain.House.Places;

/// <summary>
/// Reads addresses as people write, type and dictate them, in whatever order their parts come; towns and postcodes are
/// looked up (<see cref="Gazetteer"/>) and correct each other.
/// </summary>
internal sealed partial class AddressReader
{
    private const int LongestTown = 4;

    // Written small, a name is believed to be a town's from so many inhabitants on, as powers of two.
    private const int SmallTown = 10;
    private const int LargeTown = 13;

    // A guess goes through all towns that begin with the same letter.
    private const int MostGuesses = 6;

    private readonly AddressMarks _marks;
    private readonly bool _isAsked;
    private FoundPostcode? _postcode;
    private FoundStreet? _street;
    private Town? _town;
    private string? _townName;
    private string? _districtCode;
    private string? _region;
    private string? _country;
    private string? _placeStreet;
    private PlaceDoubt _doubt;
    private bool? _hasStreet;
    private int _guesses;

    private AddressReader(string text, bool isAsked)
    {
        _marks = new AddressMarks(text);
        _isAsked = isAsked;
    }

    /// <summary>Reads a message.</summary>
    /// <param name="text">As it is read (<see cref="Reading.Readable"/>).</param>
    /// <param name="isAsked">Whether an address was asked for: then less of one is believed.</param>
    public static ReadAddress Read(string text, bool isAsked = false)
    {
        var reader = new AddressReader(text, isAsked);
        reader.Mark();
        var parts = reader.Parts();
        return new ReadAddress(parts, parts.IsEmpty ? [] : reader.Spans());
    }

    private void Mark()
    {
        UnitFinder.MarkRelays(_marks);
        MarkPostcode();
        MarkCountry();
        UnitFinder.MarkCare(_marks);
        MarkStreet();
        UnitFinder.MarkUnits(_marks);
        if (_postcode is null && _town is null)
            MarkTownAlone();
        if (_street is null)
            MarkPlaceForStreet();
        else
            TakeBetween();
        if (_street is { HasNumber: false } && _placeStreet is null)
            TakeNumberApart();
    }

    private void MarkCountry()
    {
        for (var i = 0; i < _marks.Count; i++)
        {
            if (_marks.Kind(i) != AddressKind.None
                || CountryNames.At(_marks.Count, at => _marks[at], i) is not ({ } code, var count)
                || CountryNames.IsAlsoTown(_marks[i]) && !(i > 0 && _marks.Kind(i - 1) == AddressKind.Town))
                continue;
            // Behind a comma or another part, or in "en Belgique"; "rue Anatole France" names none.
            var isApart = i == 0 ? _isAsked || _postcode is not null : !_marks.Tokens[i].Joins
                || _marks.Kind(i - 1) != AddressKind.None || _marks[i - 1] is "en" or "in" or "au" or "la";
            if (!isApart || (i > 1 && AddressWords.WayOf(_marks[i - 2], true) is not null))
                continue;
            _country = code;
            var first = i > 0 && _marks[i - 1] == "la" && _marks.Kind(i - 1) == AddressKind.None ? i - 1 : i;
            _marks.Mark(first, i + count, AddressKind.Country);
            return;
        }
    }

    private void MarkStreet()
    {
        List<FoundStreet> streets = [.. StreetFinder.In(_marks)];
        _street = streets.Find(street => street.HasNumber)
            ?? streets.Find(street => !street.IsWeak) ?? (_postcode is not null || _town is not null || _isAsked
            ? streets.FirstOrDefault()
            : null);
        if (_isAsked && _postcode is null)
            _street ??= StreetFinder.Unnumbered(_marks);
        if (_street is not null)
            _marks.Mark(_street.First, _street.End, AddressKind.Street);
    }

    // "23 Oak Avenue, Didsbury, Manchester M20 2AF": what stands between a street and its town belongs to it.
    private void TakeBetween()
    {
        var (from, end) = (_street!.End, _street.End);
        while (end < _marks.Count && _marks.Kind(end) == AddressKind.None)
            end++;
        if (end == from || end - from > 3 || !_street.HasNumber
            || _marks.Kind(end) is not (AddressKind.Town or AddressKind.Postcode)
            || _marks.Tokens[from].Before is not (Gap.Comma or Gap.Line) || _marks.Tokens[end].Before == Gap.Break
            || Enumerable.Range(from, end - from).Any(i => !char.IsLetter(_marks[i][0]) || _marks[i].Length == 1
                || !(_marks.Tokens[i].HasCapital || AddressWords.Particles.Contains(_marks[i])))
            || !(_postcode is { Country: "GB" or "CA" } || _marks[from] is "le" or "la" or "les"))
            return;
        _street = _street with { Text = $"{_street.Text}, {_marks.Raw(from, end)}", End = end };
        _marks.Mark(from, end, AddressKind.Street);
    }

    // Where no street is named, what stands beside the town is what a parcel goes by.
    private void MarkPlaceForStreet()
    {
        if (_postcode is null && _town is null && !_isAsked && !_marks.Has(AddressKind.Country))
            return;
        var anchor = Enumerable.Range(0, _marks.Count)
            .Where(i => _marks.Kind(i) is AddressKind.Town or AddressKind.Postcode)
            .DefaultIfEmpty(_marks.Count)
            .First();
        List<(int First, int End)> pieces = [];
        for (var end = anchor; end > 0;)
        {
            var first = end - 1;
            while (first > 0 && _marks.Tokens[first].Joins && IsOfPlace(first - 1))
                first--;
            if (!IsOfPlace(end - 1) || end - first > 8 || _marks.Tokens[end - 1].Before is Gap.Break && first < end - 1)
                break;
            while (first < end && AddressWords.Stops.Contains(_marks[first]) && _marks.Kind(first) == AddressKind.None)
                first++;
            if (first == end || pieces.Count == 3
                || Enumerable.Range(first, end - first).All(i => AddressWords.Chatter.Contains(_marks[i])))
                break;
            pieces.Insert(0, (first, end));
            if (_marks.Tokens[first].Before is Gap.Break)
                break;
            end = first;
        }

        // "York, 16 Stonegate": a number behind the town opens it as well.
        var behind = anchor;
        while (_marks.Kind(behind) is AddressKind.Town or AddressKind.Postcode)
            behind++;
        if (pieces.Count == 0 && behind < _marks.Count - 1 && behind > anchor
            && _marks.Tokens[behind].Before != Gap.Break
            && (_marks.Tokens[behind].IsNumber || _marks.Tokens[_marks.SegmentEnd(behind) - 1].IsNumber)
            && _marks.SegmentEnd(behind) - behind is > 1 and < 6 && IsOfPlace(behind))
            pieces.Add((behind, _marks.SegmentEnd(behind)));
        List<(int First, int End)> sites =
            [.. pieces.Where(piece => _town is not null || _postcode is not null || HasSite(piece))];
        if (sites.Count == 0 || !(_postcode is not null || sites.Exists(HasSite)
            || sites.Exists(piece => Enumerable.Range(piece.First, piece.End - piece.First)
                .Any(i => _marks.Tokens[i].IsNumber))))
            return;
        _placeStreet = string.Join(", ", sites.Select(piece => _marks.Raw(piece.First, piece.End)));
        foreach (var (first, end) in sites)
            _marks.Mark(first, end, AddressKind.Street);
    }

    private bool HasSite((int First, int End) piece) =>
        Enumerable.Range(piece.First, piece.End - piece.First).Any(i => _marks.Kind(i) == AddressKind.Site);

    private bool IsOfPlace(int at) => _marks.Kind(at) is AddressKind.None or AddressKind.Site;

    // "rue des Lilas, 69007 Lyon, au numéro 12".
    private void TakeNumberApart()
    {
        for (var i = 0; i < _marks.Count; i++)
        {
            if (_marks[i - 1] is not ("numero" or "au" or "no" or "number") || _marks.Kind(i) != AddressKind.None
                || StreetFinder.NumberAt(_marks, i) is not ({ } number, var next))
                continue;
            _street = _street! with { Text = $"{number} {_street.Text}", HasNumber = true };
            _marks.Mark(i, next, AddressKind.Street);
            return;
        }
    }

    private AddressParts Parts()
    {
        var street = _street?.Text ?? _placeStreet;
        List<string> sites = [];
        List<string> units = [];
        for (var i = 0; i < _marks.Count; i++)
        {
            if (_marks.Kind(i) is not (AddressKind.Unit or AddressKind.Site))
                continue;
            var end = i + 1;
            while (end < _marks.Count && _marks.Kind(end) == _marks.Kind(i) && _marks.Tokens[end].Joins)
                end++;
            (_marks.Kind(i) == AddressKind.Unit || _street is not null ? units : sites).Add(
                _marks.Raw(i, end).Replace(" c'est ", " ", StringComparison.Ordinal));
            i = end - 1;
        }

        if (street is null && sites.Count > 0)
            street = string.Join(", ", sites);
        else
            units.AddRange(sites);
        // An estate alone stands for the street.
        if (street is null && units.Count > 0 && (_town ?? (object?)_postcode) is not null)
        {
            street = units[0];
            units.RemoveAt(0);
        }

        var isCode = _postcode is { Country: "CA" or "GB" or "DE" };
        var country = _country ?? (isCode ? _postcode!.Country : null);
        var town = _town;
        var postcode = _postcode?.Code ?? _districtCode
            ?? (town is { Postcodes.Count: 1 } && (street is not null || _isAsked) ? town.Postcodes[0] : null);
        country ??= Territories.OfPostcode(postcode) ?? (town?.Country is { } own && own != "FR" ? own
            : _postcode is { Country: not null and not "FR" } ? _postcode.Country : null);
        return new AddressParts
        {
            Care = _marks.Runs(AddressKind.Care).FirstOrDefault(),
            Relay = _marks.Runs(AddressKind.Relay).FirstOrDefault(),
            Unit = units.Count > 0 ? string.Join(", ", units) : null,
            Street = street,
            Postcode = postcode,
            Town = town?.Name ?? _townName,
            Region = _region,
            Country = country,
            NamesCountry = _marks.Has(AddressKind.Country),
            Doubt = _doubt != PlaceDoubt.None ? _doubt
                : postcode is null && town is { Postcodes.Count: > 1 } ? PlaceDoubt.Several
                : postcode is not null && town is null && _townName is null && Gazetteer.TownsOf(postcode).Count > 1
                    ? PlaceDoubt.Several
                : PlaceDoubt.None,
        };
    }

    private List<(int Start, int End)> Spans()
    {
        List<(int, int)> spans = [];
        for (var i = 0; i < _marks.Count; i++)
        {
            if (_marks.Kind(i) == AddressKind.None)
                continue;
            var end = i + 1;
            while (end < _marks.Count && _marks.Kind(end) != AddressKind.None && _marks.Tokens[end].Before != Gap.Break)
                end++;
            spans.Add((_marks.Tokens[i].Start, _marks.Tokens[end - 1].End));
            i = end - 1;
        }

        return spans;
    }
}

/// <summary>An address that was read.</summary>
/// <param name="Parts">Its parts; empty when there is none.</param>
/// <param name="Spans">Where they stand in the message, in order, those together that nothing else parts.</param>
internal sealed record ReadAddress(AddressParts Parts, IReadOnlyList<(int Start, int End)> Spans);
