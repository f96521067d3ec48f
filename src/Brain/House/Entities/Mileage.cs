using System.Collections.Frozen;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>How far a vehicle has been driven, as far as a message tells.</summary>
/// <param name="Least">The lower bound in the unit it is said in, 0 to 2,000,000; null when it is open.</param>
/// <param name="Most">The upper bound, the same as <paramref name="Least"/> for a single number; null when it is
/// open.</param>
/// <param name="IsMiles">Whether it is said in miles; kilometres where no unit is said.</param>
/// <param name="IsApproximate">Whether it is said to be near.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record Mileage(int? Least, int? Most, bool IsMiles, bool IsApproximate, TextSpan Span)
{
    // International yard and pound agreement of 1959: a mile is 1,609.344 metres.
    private const decimal KilometresInMile = 1.609344m;
    private const int Highest = 2_000_000;

    // Less is a distance between places, unless something tells that it is on the clock.
    private const int LeastUntold = 1_000;
    private const int Nearby = 5;

    private static readonly FrozenSet<string> Kilometres = FrozenSet.Create(StringComparer.Ordinal,
        "km", "kms", "kilometre", "kilometres", "kilometer", "kilometers", "borne", "bornes", "klm", "kilometrs");

    private static readonly FrozenSet<string> Miles = FrozenSet.Create(StringComparer.Ordinal,
        "mile", "miles", "mi", "mls");

    // Words that tell of the clock, in which a number without a unit is a mileage.
    private static readonly FrozenSet<string> OfClock = FrozenSet.Create(StringComparer.Ordinal,
        "compteur", "kilometrage", "mileage", "odometer", "odo", "odometre", "clock", "millage");

    private static readonly FrozenSet<string> OfMiles = FrozenSet.Create(StringComparer.Ordinal,
        "mileage", "odometer", "odo", "clock", "millage", "done", "covered");

    private static readonly FrozenSet<string> OfNew = FrozenSet.Create(StringComparer.Ordinal,
        "neuf", "neuve", "new", "compteur", "clock");

    // "120 km/h", "20 miles away", "20 000 km par an", "30 km de Lyon".
    private static readonly FrozenSet<string> NotBehind = FrozenSet.Create(StringComparer.Ordinal,
        "h", "heure", "away", "from", "autour", "entre", "par", "per", "ici", "alentour", "a", "each", "every",
        "radius", "mensuels", "annuels", "hour", "mph", "north", "south", "east", "west", "chaque");

    private static readonly FrozenSet<string> NotBefore = FrozenSet.Create(StringComparer.Ordinal,
        "aux", "rayon", "within", "tous", "every", "per", "distance", "chaque", "parcours", "faire", "drive", "trajet");

    /// <summary>The lower bound in kilometres, rounded; null when it is open.</summary>
    public int? LeastKilometres => InKilometres(Least);

    /// <summary>The upper bound in kilometres, rounded; null when it is open.</summary>
    public int? MostKilometres => InKilometres(Most);

    /// <summary>Finds the mileage that a message names.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    /// <param name="isAsked">Whether it was just asked for: then a number needs no unit.</param>
    /// <returns>The first; null where nothing tells that there is one.</returns>
    public static Mileage? Find(string text, bool isAsked)
    {
        var tokens = WrittenNumber.TokensOf(text);
        var isTold = tokens.Exists(token => OfClock.Contains(token.Text));
        for (var at = 0; at < tokens.Count; at++)
        {
            var range = NumberRange.Read(text, tokens, at);
            if (range.Tokens == 0)
                continue;
            if (Of(text, tokens, at, range, isAsked, isTold) is { } mileage)
                return mileage;
            // A number is passed as a whole: "45" of "quarante-cinq" is none of its own.
            at += range.Tokens - 1;
        }

        return null;
    }

    private int? InKilometres(int? bound) =>
        IsMiles && bound is { } miles ? (int)Math.Round(miles * KilometresInMile) : bound;

    private static Mileage? Of(
        string text, List<AddressToken> tokens, int at, NumberRange range, bool isAsked, bool isTold)
    {
        var unit = at + range.Tokens;
        if (WrittenNumber.TextAt(tokens, unit) is "de" or "d" or "of" && unit + 1 < tokens.Count)
            unit++;
        var word = WrittenNumber.TextAt(tokens, unit);
        var hasUnit = Kilometres.Contains(word) || Miles.Contains(word);
        var isNear = isTold && HasNearby(tokens, at, unit, OfClock);
        if (!hasUnit)
            unit = at + range.Tokens - 1;
        if (WrittenNumber.IsAmount(text, tokens, at, Math.Min(unit, tokens.Count - 1))
            || (hasUnit ? !isNear && IsDistance(tokens, at, unit, range, isAsked)
                : !IsBareMileage(tokens, at, range, isAsked, isNear)))
            return null;
        range = range.WithWhatFollows(text, tokens, unit + 1);
        if (range.Least > Highest || range.Most > Highest)
            return null;
        var last = Math.Max(unit, at + range.Tokens - 1);
        return new Mileage(
            (int?)range.Least, (int?)range.Most,
            hasUnit ? Miles.Contains(word) : HasNearby(tokens, at, unit, OfMiles), range.IsApproximate,
            new TextSpan(tokens[at].Start, tokens[Math.Min(last, tokens.Count - 1)].End));
    }

    private static bool IsDistance(
        List<AddressToken> tokens, int at, int unit, NumberRange range, bool isAsked)
    {
        var most = range.Most ?? range.Least;
        if (!isAsked && most is > 0 and < LeastUntold && !HasNearby(tokens, at, unit, OfNew))
            return true;
        var behind = WrittenNumber.TextAt(tokens, unit + 1);
        if (unit + 1 < tokens.Count && tokens[unit + 1].Joins && (NotBehind.Contains(behind)
            || (behind is "de" or "of" && unit + 2 < tokens.Count && tokens[unit + 2].HasCapital)))
            return behind != "a" || WrittenNumber.TextAt(tokens, unit + 2) is "day" or "year" or "month" or "week"
                or "l";
        return Enumerable.Range(1, 3).Any(back => NotBefore.Contains(WrittenNumber.TextAt(tokens, at - back)));
    }

    // A number alone: what was asked for, or what stands beside the clock.
    private static bool IsBareMileage(
        List<AddressToken> tokens, int at, NumberRange range, bool isAsked, bool isNear)
    {
        var most = range.Most ?? range.Least;
        var next = at + range.Tokens;
        if (most < LeastUntold)
            return false;
        var isYear = most is >= 1950 and < 2050 && !range.IsShort && next - at == 1 && tokens[at].Text.Length == 4;
        if (isYear && !isNear)
            return false;
        if (isNear)
            return true;
        var before = WrittenNumber.TextAt(tokens, at - 1);
        // "She's done 98 thousand".
        if (range.IsShort && before is "done" or "covered" or "roule" or "parcouru")
            return true;
        // "44000 Nantes" is a postcode with its town.
        return isAsked && !IsFollowedByName(tokens, next);
    }

    private static bool IsFollowedByName(List<AddressToken> tokens, int next) =>
        next < tokens.Count && tokens[next] is { Joins: true, HasCapital: true, IsNumber: false };

    private static bool HasNearby(List<AddressToken> tokens, int at, int last, FrozenSet<string> words)
    {
        for (var i = Math.Max(0, at - Nearby); i < Math.Min(tokens.Count, last + 1 + Nearby); i++)
        {
            if (words.Contains(tokens[i].Text))
                return true;
        }

        return false;
    }
}
