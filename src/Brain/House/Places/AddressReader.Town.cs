namespace Gateway.Brain.House.Places;

/// <summary>Where the town stands: beside its postcode, or alone.</summary>
internal sealed partial class AddressReader
{
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
        while (behind < code.End + 1 && _marks[behind] is "a" or "au" && _marks.Joins(behind + 1)
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
        while (_marks[end] == "cedex"
            || (end < _marks.Count && _marks[end - 1] == "cedex" && _marks.Tokens[end].IsNumber))
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
            return TakeElsewhere(Towns.At(_marks, behind, behind + after, country)
                ?? Towns.At(_marks, behind, behind + after)!, behind, behind + after, towns);
        // What the table has not: capitalised words behind the postcode, or before a British one the last part.
        if (country is "GB" or "CA")
            return TakeUnknownBefore(before) || true;
        var end = behind;
        while (canBehind && end < _marks.Count && end < behind + LongestTown
            && (end == behind || _marks.Tokens[end].Joins)
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
        if (Enumerable.Range(first, before - first).All(i => AddressWords.Chatter.Contains(_marks[i])))
            return false;
        _townName = _marks.Raw(first, before);
        _marks.Mark(first, before, AddressKind.Town);
        return true;
    }

    // "à Arcachon, code postal 33120": the words between belong to neither.
    private int SkipBack(int first)
    {
        while (_marks[first - 1] is "code" or "postal" or "postcode" or "cp" or "zip" or "le" or "c" or "est" or "is"
            && _marks.Kind(first - 1) == AddressKind.None)
            first--;
        return first;
    }

    // "Montréal (Québec) H1X", "Toronto, ON M5H", "Redhill, Surrey RH4", "New York, NY 10118".
    private int SkipRegion(int before, FoundPostcode code)
    {
        if (before < 2)
            return before;
        var word = _marks[before - 1];
        var isRegion = AddressWords.Regions.Contains(word) && _marks.Tokens[before - 1].Raw.All(char.IsUpper)
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
        return isNamed || (_isAsked && _marks.Count <= 8)
            || (_hasStreet ??= StreetFinder.In(_marks).Any(street => !street.IsWeak));
    }

    // Rightly spelt anywhere, rather than misspelt where one stands first.
    private void MarkTownAlone()
    {
        if (!TakeTownAlone(takesMisspelt: false))
            TakeTownAlone(takesMisspelt: true);
    }

    private bool TakeTownAlone(bool takesMisspelt)
    {
        if (_street is not null || _marks.Has(AddressKind.Relay))
        {
            var end = _street?.End ?? 0;
            // Behind the street, past its flat; then before it.
            for (var at = end; at < _marks.Count; at++)
            {
                if (IsPlaceForTown(at) && TakeTownAt(at, takesMisspelt))
                    return true;
            }
        }

        var isBelieved = _street is not null || _isAsked || _marks.Has(AddressKind.Country)
            || _marks.Has(AddressKind.Site);
        for (var at = 0; isBelieved && at < (_street?.First ?? _marks.Count); at++)
        {
            var isSaid = _marks[at - 1] is "a" or "sur" or "in" or "at" or "est" || !_marks.Joins(at)
                || _marks.Kind(at - 1) is AddressKind.Site or AddressKind.Unit;
            if (isSaid && IsPlaceForTown(at) && TakeTownAt(at, takesMisspelt))
                return true;
        }

        return false;
    }

    private bool IsPlaceForTown(int at) => _marks.Kind(at) == AddressKind.None
        && (_marks.Kind(at - 1) != AddressKind.None || !_marks.Tokens[at].Joins
            || _marks[at - 1] is "a" or "in" or "sur" or "est" or "is");

    private bool TakeTownAt(int at, bool takesMisspelt)
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
            var closes = isBritish || end == _marks.Count || !_marks.Tokens[end].Joins
                || AddressWords.Stops.Contains(_marks[end])
                || _marks.Kind(end) != AddressKind.None || char.IsAsciiDigit(_marks[end][0])
                || AddressWords.Fillers.Contains(_marks[end])
                || Towns.District(_marks, town?.Name ?? "", end).Code is not null;
            if (town is null && takesMisspelt && closes && length <= 3 && _guesses < MostGuesses
                && (_street is not null || _isAsked)
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

        return takesMisspelt && TakeUnknownTown(at);
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
}
