using System.Collections.Frozen;

namespace Gateway.Brain.House.Vehicles;

/// <summary>Finds the pieces of a message that speak of a vehicle.</summary>
internal static class VehiclePieces
{
    // What stands behind a model as a part of it: "206cc", "208gti", "320 d".
    private static readonly FrozenSet<string> Trims = FrozenSet.Create(StringComparer.Ordinal,
        "cc", "sw", "gti", "rc", "gt", "d", "i", "e", "s", "hdi", "tdi", "dci", "cdi", "rs", "st", "x", "f", "r", "c",
        "td", "xs", "rr", "gs", "rt", "v", "h", "is", "ti", "rallye", "l", "t");

    // Words of two or three letters that stand beside a number in sentences.
    private static readonly FrozenSet<string> Short = FrozenSet.Create(StringComparer.Ordinal,
        "la", "ma", "un", "de", "sa", "my", "en", "vw", "ds", "le", "du", "mg", "et", "cv", "ch", "km", "is",
        "ou", "an", "au", "ct",
        "il", "je", "tu", "on", "in", "to", "at", "or", "it", "we", "no", "so", "ok", "ce", "se", "ne", "me",
        "ta", "the", "and",
        "des", "les", "une", "mon", "pour", "for", "abs", "bvm", "bva", "cdi", "jtd", "mt", "cb", "sv");

    /// <summary>The pieces, in order; none shares a token with another.</summary>
    public static IReadOnlyList<VehiclePiece> In(List<VehicleToken> tokens, string locale, bool isAsked)
    {
        var words = WordsIn(tokens, locale);
        var names = NamesIn(tokens, words);
        var isPlate = PlatesIn(tokens);
        names.RemoveAll(name => isPlate.AsSpan(name.First, name.End - name.First).Contains(true));
        words.RemoveAll(word => isPlate.AsSpan(word.First, word.End - word.First).Contains(true));
        var context = new VehicleContext(tokens, names, words, locale, isAsked);
        var taken = context.Taken();
        var covered = new bool[tokens.Count];
        foreach (var piece in taken)
            Array.Fill(covered, true, piece.First, piece.End - piece.First);
        return [.. taken
            .Concat(words.Where(word => !covered.AsSpan(word.First, word.End - word.First).Contains(true)
                && !context.IsDenied(word.First)))
            .OrderBy(piece => piece.First)];
    }

    // What is read as a plate names no vehicle: "AX-719-LN", "bl 208 ck", "318 ZT 59".
    private static bool[] PlatesIn(List<VehicleToken> tokens)
    {
        var isPlate = new bool[tokens.Count];
        for (var at = 0; at + 2 < tokens.Count; at++)
        {
            var (first, middle, last) = (tokens[at], tokens[at + 1], tokens[at + 2]);
            if (middle.Before > VehicleGap.Space || last.Before > VehicleGap.Space)
                continue;
            var isNew = !first.IsNumber && first.Text.Length == 2 && middle.IsNumber && middle.Text.Length == 3
                && !last.IsNumber && last.Text.Length == 2;
            var isOld = first.IsNumber && first.Text.Length is 3 or 4 && !middle.IsNumber
                && middle.Text.Length is 2 or 3 && last.IsNumber && last.Text.Length == 2;
            var isLoose = middle.Before is VehicleGap.Space || last.Before is VehicleGap.Space;
            if ((isNew && !(isLoose && (Short.Contains(first.Text) || Short.Contains(last.Text))))
                || (isOld && !(isLoose && (Short.Contains(middle.Text) || Trims.Contains(middle.Text)))))
                Array.Fill(isPlate, true, at, 3);
        }

        return isPlate;
    }

    private static List<VehiclePiece> WordsIn(List<VehicleToken> tokens, string locale)
    {
        List<VehiclePiece> words = [];
        for (var at = 0; at < tokens.Count;)
        {
            var (kind, kindLength) = VehicleWords.KindAt(tokens, at, locale);
            var (energy, energyLength) = VehicleWords.EnergyAt(tokens, at, locale);
            if (kindLength > 0 && kindLength >= energyLength)
                words.Add(new VehiclePiece(at, at + kindLength, [], kind, null, IsNear: false));
            else if (energyLength > 0)
                words.Add(new VehiclePiece(at, at + energyLength, [], null, energy, IsNear: false));
            at += Math.Max(1, Math.Max(kindLength, energyLength));
        }

        return words;
    }

    private static List<VehiclePiece> NamesIn(List<VehicleToken> tokens, List<VehiclePiece> words)
    {
        var isWord = new bool[tokens.Count];
        foreach (var word in words)
            Array.Fill(isWord, true, word.First, word.End - word.First);
        List<VehiclePiece> names = [];
        for (var at = 0; at < tokens.Count;)
        {
            var piece = NameAt(tokens, at) ?? (isWord[at] ? null : NearNameAt(tokens, at));
            if (piece is not null)
                names.Add(piece);
            at = piece?.End ?? at + 1;
        }

        return names;
    }

    private static VehiclePiece? NameAt(List<VehicleToken> tokens, int at)
    {
        if (tokens[at].Before is VehicleGap.None)
            return null;
        var key = "";
        VehiclePiece? found = null;
        var hasBlank = false;
        for (var length = 1; length <= VehicleNames.LongestName && at + length <= tokens.Count; length++)
        {
            var token = tokens[at + length - 1];
            if (length > 1 && token.Before > VehicleGap.Space)
                break;
            hasBlank |= length > 1 && token.Before is VehicleGap.Space;
            key = length == 1 ? token.Text : $"{key} {token.Text}";
            if (VehicleNames.All.Find(key) is { } names && IsWhole(tokens, at, at + length))
                found = new VehiclePiece(at, at + length, Doubted(names, key, hasBlank), null, null, IsNear: false);
        }

        return found;
    }

    // "C 3" may be a room, and "à 3 heures" is none of Audi's.
    private static IReadOnlyList<VehicleName> Doubted(IReadOnlyList<VehicleName> names, string key, bool hasBlank) =>
        hasBlank && key.Any(char.IsAsciiDigit) && char.IsAsciiLetter(key[0]) && key.Count(sign => sign != ' ') <= 4
            && (key.IndexOf(' ', StringComparison.Ordinal) is 1
            || key[..2] is "at" or "et" or "de" or "is" or "es" or "us")
            ? [.. names.Select(name => name with { Doubt = VehicleDoubt.Make })]
            : names;

    private static VehiclePiece? NearNameAt(List<VehicleToken> tokens, int at)
    {
        if (tokens[at].Before is VehicleGap.None || EverydayWords.Contains(tokens[at].Text)
            || !IsWhole(tokens, at, at + 1) || VehicleNames.All.FindNear(tokens[at].Text) is not { } names)
            return null;
        return new VehiclePiece(at, at + 1, names, null, null, IsNear: true);
    }

    // "AB 208 CD" written together is a plate; "clio4" and "206cc" are models.
    private static bool IsWhole(List<VehicleToken> tokens, int at, int end)
    {
        var isNumber = tokens[at].IsNumber && end == at + 1;
        if (isNumber && tokens[at].Before is VehicleGap.Tight)
            return false;
        if (end >= tokens.Count || tokens[end].Before > VehicleGap.Tight)
            return true;
        var next = tokens[end];
        if (next.Before is VehicleGap.Tight)
            return !isNumber || next.Text.Length > 2 || Trims.Contains(next.Text);
        return next.IsNumber ? next.Text.Length == 1 : Trims.Contains(next.Text);
    }
}
