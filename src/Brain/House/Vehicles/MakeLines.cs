namespace Gateway.Brain.House.Vehicles;

/// <summary>Reads the lines of <c>Makes.txt</c>, whose head says what they look like.</summary>
internal sealed class MakeLines
{
    private const int ShortCode = 3;
    private const int ShortWord = 3;
    private readonly Dictionary<string, List<string>> _linesOf = new(StringComparer.Ordinal);
    private string _make = "";
    private List<string> _makeNames = [];
    private bool _isCopy;

    /// <summary>Reads all lines.</summary>
    /// <exception cref="FormatException">A line has another form.</exception>
    public MakeLines(string text)
    {
        foreach (var line in text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (line[0] == '=')
                BeginMake(line[1..]);
            else if (line[0] != '#')
                AddModels(line);
        }
    }

    /// <summary>Who bears a name, by the name's pieces; who is listed first comes first.</summary>
    public Dictionary<string, List<VehicleName>> Names { get; } = new(StringComparer.Ordinal);

    // "Vauxhall like Opel, car: vauxall".
    private void BeginMake(string line)
    {
        var (head, others) = Parted(line, ':');
        var facts = head.Split(',', StringSplitOptions.TrimEntries);
        var (marked, like) = facts[0].Split(" like ") is [var name, var other] ? (name, other) : (facts[0], null);
        var doubt = Unmark(ref marked);
        _make = marked;
        VehicleKind? kind = facts.Length > 1 ? KindOf(facts[1]) : null;
        VehicleEnergy? energy = facts.Length > 2 ? Enum.Parse<VehicleEnergy>(facts[2], ignoreCase: true) : null;
        _makeNames = [marked, .. Listed(others, ',')];
        foreach (var written in _makeNames)
        {
            var plain = written;
            var own = Unmark(ref plain) ?? doubt ?? VehicleDoubt.None;
            Add(plain, new VehicleName(marked, null, kind, energy, own, IsCopy: false));
        }

        _makeNames = [.. _makeNames.Select(written => VehicleNames.KeyOf(written))];
        _linesOf[_make] = [];
        if (like is null)
            return;
        _isCopy = true;
        foreach (var models in _linesOf[like])
            AddModels(models);
        _isCopy = false;
    }

    // "car electric: ID.3=id3, e-Up".
    private void AddModels(string line)
    {
        _linesOf[_make].Add(line);
        var (head, models) = Parted(line, ':');
        var facts = head.Split(' ');
        var kind = KindOf(facts[0]);
        VehicleEnergy? energy = facts.Length > 1 ? Enum.Parse<VehicleEnergy>(facts[1], ignoreCase: true) : null;
        foreach (var model in Listed(models, ','))
        {
            var names = model.Split('=', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            var mark = Unmark(ref names[0]);
            var key = VehicleNames.KeyOf(names[0]);
            var called = WithoutMake(names[0], key);
            if (called != names[0])
                Add(called, new VehicleName(_make, called, kind, energy, VehicleDoubt.Make, _isCopy));
            foreach (var name in names)
            {
                var plain = name;
                // "Nissan Note" needs nothing beside it, as a note does.
                var own = Unmark(ref plain);
                var doubt = own ?? (plain.Contains(' ', StringComparison.Ordinal) ? null : mark);
                Add(plain, new VehicleName(
                    _make, called, kind, IsDiesel(plain) ? VehicleEnergy.Diesel : energy,
                    DoubtOf(VehicleNames.KeyOf(plain), doubt), _isCopy));
            }
        }
    }

    // "Galaxy Pilote" is called Galaxy; only the make beside it tells which one.
    private string WithoutMake(string name, string key)
    {
        var last = name.LastIndexOf(' ');
        return last > 0 && _makeNames.Exists(make => key.EndsWith(' ' + make, StringComparison.Ordinal))
            ? name[..^(_makeNames.Where(make => key.EndsWith(' ' + make, StringComparison.Ordinal))
                .Max(make => make.Length) + 1)]
            : name;
    }

    // A name with several marks needs most what its own says: a word "!" even of three letters.
    private static VehicleDoubt DoubtOf(string key, VehicleDoubt? marked)
    {
        var isNumber = key.All(sign => char.IsAsciiDigit(sign) || sign == ' ');
        if (isNumber)
            return marked is null ? VehicleDoubt.Make : VehicleDoubt.Number;
        var signs = key.Count(sign => sign != ' ');
        if (key.Any(char.IsAsciiDigit))
            return signs <= ShortCode
                && !char.IsAsciiLetter(key[1]) ? VehicleDoubt.Code : marked is VehicleDoubt.Much ? VehicleDoubt.Much
                : marked ?? VehicleDoubt.None;
        if (key.Contains(' ', StringComparison.Ordinal) && signs > ShortCode)
            return marked ?? VehicleDoubt.None;
        return signs < ShortWord ? VehicleDoubt.Much : signs == ShortWord ? marked ?? VehicleDoubt.Some
            : marked ?? VehicleDoubt.None;
    }

    // "320d", "324td".
    private static bool IsDiesel(string name) =>
        VehicleNames.KeyOf(name).Split(' ') is [{ Length: 3 } number, "d" or "td" or "tds"]
        && char.IsAsciiDigit(number[0]);

    private void Add(string written, VehicleName name)
    {
        var key = VehicleNames.KeyOf(written);
        AddKey(key, name);
        if (key.Contains(' ', StringComparison.Ordinal) && !key.Any(char.IsAsciiDigit))
            AddKey(key.Replace(" ", "", StringComparison.Ordinal), name);
    }

    private void AddKey(string key, VehicleName name)
    {
        if (!Names.TryGetValue(key, out var names))
            Names[key] = names = [];
        if (!names.Exists(other => other.Make == name.Make && other.Model == name.Model))
            names.Add(name);
    }

    private static VehicleDoubt? Unmark(ref string name)
    {
        VehicleDoubt? doubt = name[0] switch { '~' => VehicleDoubt.Some, '!' => VehicleDoubt.Much, _ => null };
        if (doubt is not null)
            name = name[1..];
        return doubt;
    }

    private static VehicleKind? KindOf(string text) =>
        text == "any" ? null : Enum.Parse<VehicleKind>(text, ignoreCase: true);

    private static (string Head, string Tail) Parted(string line, char sign)
    {
        var at = line.IndexOf(sign, StringComparison.Ordinal);
        return at < 0 ? (line.Trim(), "") : (line[..at].Trim(), line[(at + 1)..].Trim());
    }

    private static string[] Listed(string text, char sign) =>
        text.Split(sign, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
