namespace Gateway.Brain.House.Places;

/// <summary>
/// Reads addresses as people write, type and dictate them, in whatever order their parts come; towns and postcodes are
/// looked up (<see cref="Gazetteer"/>) and correct each other.
/// </summary>
internal sealed class AddressReader
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

    private void MarkPostcode()
    {
        foreach (var found in PostcodeFinder.In(_marks))
        {
            var country = found.Country;
            var towns = country is null or "BE" or "CH" or "LU" or "FR" ? Gazetteer.TownsOf(found.Code, country) : [];
            if (!TakeTown(found, towns) && !IsBelievedAlone(found, towns))
                continue;
            _postcode = found;
            _marks.Mark(found.First, found.End, AddressKind.Postcode);
            if (_town is null && _townName is null && towns.Select(town => town.Name).Distinct().Count() == 1)
                _town = towns[0];
            return;
        }
    }

    // Where a town is named: behind the postcode first, then before it; rightly spelt rather than not.
    private bool TakeTown(FoundPostcode code, IReadOnlyList<Town> towns)
    {
        var behind = code.End;
        while (behind < _marks.Count && _marks[behind] is "a" or "au" && !_marks.Joins(behind + 1) is false && behind < code.End + 1
            && Towns.Longest(_marks, behind, 0) == 0)
            behind++;
        var canBehind = behind < _marks.Count && _marks.Tokens[behind].Before is not Gap.Break;
        var before = SkipBack(code.First);
        foreach (var takesMisspelt in (bool[])[false, true])
        {
            if (canBehind && Towns.Among(_marks, behind, towns, takesMisspelt) is ({ } town, var end))
                return TakeTown(town, behind, end, code);
            if (Towns.Before(_marks, before, towns, takesMisspelt) is ({ } earlier, var first))
                return TakeTown(earlier, first, before, code);
        }

        return TakeOther(code, towns, behind, canBehind, before);
    }

    private bool TakeTown(Town town, int first, int end, FoundPostcode code)
    {
        _town = town;
        _marks.Mark(first, end, AddressKind.Town);
        while (end < _marks.Count && (_marks[end] == "cedex" || (_marks[end - 1] == "cedex" && _marks.Tokens[end].IsNumber)))
            _marks.Mark(end, ++end, AddressKind.Town);
        var (district, next) = Towns.District(_marks, town.Name, end);
        if (district is not null && code.First != end)
            _marks.Mark(end, next, AddressKind.Town);
        return true;
    }

    // A town that is not of this postcode: of another country, or a mistake, or one that the table has not.
    private bool TakeOther(FoundPostcode code, IReadOnlyList<Town> towns, int behind, bool canBehind, int before)
    {
        var country = code.Country is "CA" or "GB" or "DE" ? code.Country : null;
        if (country is "GB" or "CA" or null)
            before = SkipRegion(before, code);
        if (canBehind && country is not ("GB" or "CA") && Towns.Longest(_marks, behind, 0) is var length and > 0
            && CanHave(code, Towns.At(_marks, behind, behind + length)!))
            return TakeElsewhere(Towns.At(_marks, behind, behind + length)!, behind, behind + length, towns);
        for (var first = Math.Max(0, before - 6); first < before; first++)
        {
            if (Enumerable.Range(first + 1, before - first - 1).Any(i => !_marks.Tokens[i].Joins)
                || Enumerable.Range(first, before - first).Any(i => _marks.Kind(i) != AddressKind.None)
                || Towns.IsInStreet(_marks, first) || (first > 0 && AddressWords.IsEnglishWay(_marks[before - 1])))
                continue;
            var named = Gazetteer.WithKey(_marks.Key(first, before), country);
            if (named.Count > 0 && CanHave(code, named[0]))
                return TakeElsewhere(named[0], first, before, towns);
        }

        if (country is "GB" or "CA" && canBehind && Towns.Longest(_marks, behind, 0) is var after and > 0)
            return TakeElsewhere(Gazetteer.WithKey(_marks.Key(behind, behind + after), country).FirstOrDefault()
                ?? Towns.At(_marks, behind, behind + after)!, behind, behind + after, towns);
        // What the table has not: capitalised words behind the postcode, or before a British one the last part.
        if (country is "GB" or "CA")
            return TakeUnknownBefore(before) || true;
        var end = behind;
        while (canBehind && end < _marks.Count && end < behind + LongestTown && (end == behind || _marks.Tokens[end].Joins)
            && _marks.Kind(end) == AddressKind.None && !AddressWords.Stops.Contains(_marks[end])
            && !char.IsAsciiDigit(_marks[end][0]))
            end++;
        if (end == behind || !(code.Country is not null || (towns.Count > 0 && code.Code.Length == 5)
            || (_marks.Tokens[behind].HasCapital && code.Code.Length == 5)))
            return false;
        _townName = _marks.Raw(behind, end);
        _marks.Mark(behind, end, AddressKind.Town);
        return true;
    }

    // Four figures are a year or a price as often as a postcode.
    private static bool CanHave(FoundPostcode code, Town town) => code.Code.Length != 4
        || town.Country is "BE" or "CH" or "LU" or "AT" or "DK" or "NO" or "NL" or "PT" or "AU" or "NZ";

    private bool TakeElsewhere(Town town, int first, int end, IReadOnlyList<Town> towns)
    {
        if (towns.Count == 0 && town.Country == "FR" && !_marks.Tokens[first].HasCapital)
            return false;
        _town = town;
        _marks.Mark(first, end, AddressKind.Town);
        if (towns.Count > 0 && town.Postcodes.Count > 0)
            _doubt = PlaceDoubt.Mismatch;
        return true;
    }

    private bool TakeUnknownBefore(int before)
    {
        var first = before;
        while (first > 0 && _marks.Kind(first - 1) == AddressKind.None && !_marks.Tokens[first - 1].IsNumber
            && before - first < LongestTown && (first == before || _marks.Tokens[first].Joins)
            && !AddressWords.IsEnglishWay(_marks[first - 1]))
            first--;
        if (first == before)
            return false;
        _townName = _marks.Raw(first, before);
        _marks.Mark(first, before, AddressKind.Town);
        return true;
    }

    // "à Arcachon, code postal 33120": the words between belong to neither.
    private int SkipBack(int first)
    {
        while (first > 0 && _marks[first - 1] is "code" or "postal" or "postcode" or "cp" or "zip" or "le" or "c" or "est"
            or "is" && _marks.Kind(first - 1) == AddressKind.None)
            first--;
        return first;
    }

    // "Montréal (Québec) H1X", "Toronto, ON M5H", "Redhill, Surrey RH4", "New York, NY 10118".
    private int SkipRegion(int before, FoundPostcode code)
    {
        if (before < 2)
            return before;
        var word = _marks[before - 1];
        var isRegion = AddressWords.Regions.Contains(word) && _marks.Tokens[before - 1].Raw == word.ToUpperInvariant()
            && code.Country is null or "CA";
        if (isRegion || (word == "quebec" && code.Country == "CA" && !_marks.Tokens[before - 1].Joins))
        {
            _region = isRegion ? word.ToUpperInvariant() : "QC";
            _country = code.Country ?? "US";
            _marks.Mark(before - 1, before, AddressKind.Region);
            return before - 1;
        }

        if (!AddressWords.Counties.Contains(word) || code.Country != "GB" || _marks[before - 2].Any(char.IsAsciiDigit))
            return before;
        _marks.Mark(before - 1, before, AddressKind.Region);
        return before - 1;
    }

    private bool IsBelievedAlone(FoundPostcode code, IReadOnlyList<Town> towns)
    {
        if (code.Country is not null)
            return true;
        if (code.Code.Length != 5 || towns.Count == 0)
            return false;
        var isNamed = _marks[code.First - 1] is "postal" or "cp" or "postcode" or "code";
        return isNamed || (_isAsked && _marks.Count <= 8) || (_hasStreet ??= StreetFinder.In(_marks).Any(street => !street.IsWeak));
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

    private void MarkTownAlone()
    {
        if (_street is not null || _marks.Has(AddressKind.Relay))
        {
            var end = _street?.End ?? 0;
            // Behind the street, past its flat; then before it.
            for (var at = end; at < _marks.Count; at++)
            {
                if (IsPlaceForTown(at) && TakeTownAt(at))
                    return;
            }
        }

        var isBelieved = _street is not null || _isAsked || _marks.Has(AddressKind.Country)
            || _marks.Has(AddressKind.Site);
        for (var at = 0; isBelieved && at < (_street?.First ?? _marks.Count); at++)
        {
            var isSaid = _marks[at - 1] is "a" or "sur" or "in" or "at" or "est" || !_marks.Joins(at)
                || _marks.Kind(at - 1) is AddressKind.Site or AddressKind.Unit;
            if (isSaid && IsPlaceForTown(at) && TakeTownAt(at))
                return;
        }
    }

    private bool IsPlaceForTown(int at) => _marks.Kind(at) == AddressKind.None
        && (_marks.Kind(at - 1) != AddressKind.None || !_marks.Tokens[at].Joins
            || _marks[at - 1] is "a" or "in" or "sur" or "est" or "is");

    private bool TakeTownAt(int at)
    {
        for (var length = Math.Min(6, _marks.SegmentEnd(at) - at); length > 0; length--)
        {
            if (Enumerable.Range(at, length).Any(i => _marks.Kind(i) != AddressKind.None))
                continue;
            var end = at + length;
            var town = AddressWords.WayOf(_marks[at], takesShort: false) is null
                ? Towns.At(_marks, at, end, _country)
                : null;
            var isBritish = town?.Country == "GB" && PostcodeFinder.IsDistrict(_marks[end]);
            var closes = isBritish || end == _marks.Count || !_marks.Tokens[end].Joins || AddressWords.Stops.Contains(_marks[end])
                || _marks.Kind(end) != AddressKind.None || char.IsAsciiDigit(_marks[end][0])
                || AddressWords.Fillers.Contains(_marks[end]) || Towns.District(_marks, town?.Name ?? "", end).Code is not null;
            if (town is null && closes && length <= 3 && _guesses < MostGuesses && (_street is not null || _isAsked)
                && !Enumerable.Range(at, length).Any(i => AddressWords.Chatter.Contains(_marks[i])))
                (town, _guesses) = (Gazetteer.Guess(_marks.Raw(at, end), _country), _guesses + 1);
            if (town is null || !closes || (!_marks.Tokens[at].HasCapital
                && town.Size < (town.Country != "FR" && _country is null ? LargeTown : _isAsked ? 0 : SmallTown)))
                continue;
            _town = town;
            _marks.Mark(at, end, AddressKind.Town);
            if (isBritish)
            {
                _districtCode = _marks[end].ToUpperInvariant();
                _marks.Mark(end, end + 1, AddressKind.Postcode);
            }
            else if (Towns.District(_marks, town.Name, end) is ({ } code, var next))
            {
                _districtCode = code.Length > 0 ? code : null;
                _marks.Mark(end, next, AddressKind.Town);
            }

            return true;
        }

        return TakeUnknownTown(at);
    }

    // Behind a street and before a country stands a town, whether or not the table has it.
    private bool TakeUnknownTown(int at)
    {
        var end = _marks.SegmentEnd(at);
        if (at != _street?.End || end - at > 3 || _marks.Kind(end) != AddressKind.Country
            || !_marks.Tokens[at].HasCapital)
            return false;
        _townName = _marks.Raw(at, end);
        _marks.Mark(at, end, AddressKind.Town);
        return true;
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
        if (pieces.Count == 0 && behind < _marks.Count - 1 && behind > anchor && _marks.Tokens[behind].Before != Gap.Break
            && (_marks.Tokens[behind].IsNumber || _marks.Tokens[_marks.SegmentEnd(behind) - 1].IsNumber)
            && _marks.SegmentEnd(behind) - behind is > 1 and < 6 && IsOfPlace(behind))
            pieces.Add((behind, _marks.SegmentEnd(behind)));
        List<(int First, int End)> sites = [.. pieces.Where(piece => _town is not null || _postcode is not null || HasSite(piece))];
        if (sites.Count == 0 || !(_postcode is not null || sites.Exists(HasSite)
            || sites.Exists(piece => _marks.Tokens.Skip(piece.First).Take(piece.End - piece.First).Any(token => token.IsNumber))))
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
