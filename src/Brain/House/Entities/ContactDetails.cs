using System.Text.RegularExpressions;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.House.Entities;

/// <summary>Who someone is and where they live, as far as a message says so.</summary>
internal sealed partial record ContactDetails
{
    private const int LongerThanPostcode = 6;

    /// <summary>Family name, or null.</summary>
    public string? LastName { get; init; }

    /// <summary>Given name, or null.</summary>
    public string? FirstName { get; init; }

    /// <summary>Telephone number as it was written, valid or not; or null.</summary>
    public string? Phone { get; private init; }

    /// <summary>E-mail address, or null.</summary>
    public string? Email { get; init; }

    /// <summary>Postal address or a piece of it, or null.</summary>
    public string? Address { get; init; }

    /// <summary>The message with everything above blanked out.</summary>
    public string Rest { get; init; } = "";

    /// <summary>Whether the message says anything of this.</summary>
    public bool IsEmpty => LastName is null && FirstName is null && Phone is null && Email is null && Address is null;

    /// <summary>Reads a message.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="asked">The fields that were asked for just before: <c>lastName</c>, <c>firstName</c>, <c>phone</c>,
    /// <c>address</c>.</param>
    /// <param name="mayName">Whether some of it may be a name.</param>
    /// <param name="mayLocate">Whether some of it may be an address.</param>
    public static ContactDetails Read(
        string text, IReadOnlyCollection<string> asked, bool mayName = true, bool mayLocate = true)
    {
        var masked = new MaskedText(Readable.Of(text));
        var email = masked.Take(EmailAddress());
        var phone = TakePhone(masked, asked);
        var address = !mayLocate ? null
            : TakeStreet(masked, asked) ?? masked.TakeGroup(AddressLabel(), "value", LooksLikeAddress)
            ?? TakeAddress(masked, asked);
        var last = mayName ? masked.TakeGroup(LastNameLabel(), "value", IsName) : null;
        var first = mayName ? masked.TakeGroup(FirstNameLabel(), "value", IsName) : null;
        var whole = mayName && last is null && first is null
            ? TakeWholeName(masked, asked, phone is not null, address is not null)
            : null;
        if (last is not null && first is null && WordsOf(last) is { Count: > 1 } words
            && FirstNames.Contains(words[^1]) | FirstNames.Contains(words[0]))
            (whole, last) = (PersonName.Of(words, null), null);
        return new ContactDetails
        {
            Email = email,
            Phone = phone,
            Address = address is null ? null : PostalAddress.Tidy(address),
            LastName = whole?.LastName ?? (last is null ? null : PersonName.Tidy(WordsOf(last))),
            FirstName = whole?.FirstName ?? (first is null ? null : PersonName.Tidy(WordsOf(first))),
            Rest = masked.Rest,
        };
    }

    private static string? TakePhone(MaskedText masked, IReadOnlyCollection<string> asked)
    {
        // Who was asked for a number and writes digits means them as one, however few they are.
        var least = !asked.Contains("phone") ? 7 : asked.Count == 1 ? 4 : LongerThanPostcode;
        var found = new Lazy<TextSpan?>(() => PostalAddress.Find(masked.Rest));
        foreach (var span in PhoneNumber.Find(masked.Rest, least))
        {
            var inAddress = found.Value is { } address && span.Start >= address.Start && span.End <= address.End;
            if (!inAddress
                && !(Quantity.IsWished(masked.Rest, span)
                && PhoneNumber.Parse(span.Of(masked.Rest)).Problem != PhoneProblem.None))
                return masked.Take(span);
        }

        return null;
    }

    private static string? TakeStreet(MaskedText masked, IReadOnlyCollection<string> asked) =>
        PostalAddress.Find(masked.Rest) is { } found && PostalAddress.HasStreet(found.Of(masked.Rest))
            ? PostalAddress.Take(masked, asked.Count == 1 && asked.Contains("address"))
            : null;

    private static string? TakeAddress(MaskedText masked, IReadOnlyCollection<string> asked)
    {
        var found = PostalAddress.Find(masked.Rest);
        var hasStreet = found is { } span && PostalAddress.HasStreet(span.Of(masked.Rest));
        // Places without a street ("Lieu-dit Le Bourg, 23000 Guéret") are believed when an address was all that was
        // asked for.
        var text = masked.Rest.Trim(MaskedText.Mask, ' ', '\n', '.', ',');
        var isPlace = !hasStreet && asked.Count == 1 && asked.Contains("address")
            && !text.Contains('?', StringComparison.Ordinal)
            && text.Any(char.IsAsciiDigit) && Word.In(text).Count >= (found is null ? 3 : 5);
        if (isPlace)
            return masked.Take(new TextSpan(0, masked.Rest.Length));
        return PostalAddress.Take(masked, asked.Contains("address") && asked.Count == 1);
    }

    private static PersonName? TakeWholeName(
        MaskedText masked, IReadOnlyCollection<string> asked, bool hasPhone, bool hasAddress)
    {
        var part = (asked.Contains("lastName"), asked.Contains("firstName")) switch
        {
            (true, false) => NamePart.Last,
            (false, true) => NamePart.First,
            _ => (NamePart?)null,
        };
        foreach (var introduction in (Regex[])[StrongIntroduction(), WeakIntroduction()])
        {
            var isStrong = introduction == StrongIntroduction();
            var name = masked.TakeGroup(introduction, "value", value =>
                IsName(value) && (isStrong || PersonName.LooksLike(WordsOf(value))));
            if (name is not null)
                return PersonName.Of(WordsOf(name), WordsOf(name).Count == 1 && isStrong && part is null ? null : part);
        }

        // "2 lampes pour Claire Moreau, 06 …, 17 quai …": whoever it is for, where it is to go.
        if (hasPhone && hasAddress
            && masked.TakeGroup(
            Recipient(), "value", value => IsName(value) && PersonName.LooksLike(WordsOf(value))) is { } recipient)
            return PersonName.Of(WordsOf(recipient), part);
        var wanted = asked.Contains("lastName") || asked.Contains("firstName");
        if (!wanted && !hasPhone && !hasAddress)
            return null;
        // "La Brume. Marie Dupont, 06 …": what has a given name in it goes before what merely could be a name.
        foreach (var piece in Piece()
            .Matches(masked.Rest)
            .OrderByDescending(piece => WordsOf(piece.Value).Exists(FirstNames.Contains)))
        {
            var words = WordsOf(piece.Value);
            // Who begins with two capitalised words before their number and address signs with them, whatever the words
            // mean.
            var signs = hasPhone && hasAddress && Opens(masked.Rest, piece.Index) && PersonName.CanBePair(words);
            var isName = !PersonName.HasCommand(words) && Countries.AtEndOf(piece.Value) is null
                && (signs || (IsName(words) && (wanted || PersonName.LooksLike(words))));
            if (!isName)
                continue;
            masked.Take(new TextSpan(piece.Index, piece.Index + piece.Length));
            return PersonName.Of(words, part);
        }

        return null;
    }

    private static bool Opens(string text, int index) =>
        text.AsSpan(0, index).Trim([' ', '\n', MaskedText.Mask]).IsEmpty;

    private static bool IsName(string value) => IsName(WordsOf(value));

    private static bool IsName(List<string> words) =>
        PersonName.CanBe(words) || (PersonName.CanBePair(words) && PersonName.HasGivenName(words));

    private static bool LooksLikeAddress(string value) => value.Any(char.IsAsciiDigit) || Word.In(value).Count > 2;

    private static List<string> WordsOf(string text) =>
        [.. text.Split([' ', '\t', '\u0001', '\u00A0'], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.Trim(',', '.', ':', ';', '!', '(', ')', '"'))
            .Where(
                word => word.Length > 0
                && Word.Fold(
                word) is not ("m" or "mr" or "mme" or "mlle" or "mrs" or "ms" or "monsieur" or "madame" or "miss"))];

    [GeneratedRegex(
        @"[\p{L}0-9._%+\-]{1,64}@[\p{L}0-9\-]{1,63}(?:\.[\p{L}0-9\-]{1,63})+", RegexOptions.NonBacktracking)]
    private static partial Regex EmailAddress();

    private const string Is = @"\s*(?:[:=]|\best\s*:?|c['’ ]?est\s*:?|\bis\s*:?|['’]s\b)?\s*";
    private const string NameValue =
        @"(?<value>\p{L}[\p{L}'’\-.]*(?:[ ](?!(?:pr[ée]nom|nom|et|and|mon|my|first|last|t[ée]l|phone|adresse|address|avec|with)\b)\p{L}[\p{L}'’\-]*){0,3})";

    [GeneratedRegex(
        @"\b(?:nom de famille|(?<!pr[ée]|au )nom(?! de famille)|last ?name|family name|surname)\b" + Is + NameValue,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LastNameLabel();

    [GeneratedRegex(
        @"\b(?:pr[ée]nom|first ?name|given name|forename)\b" + Is + NameValue,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex FirstNameLabel();

    [GeneratedRegex(
        @"\b(?:adresse|address)\b(?:\s+(?:de livraison|is|est|postale))?" + Is
        + @"(?<value>[^\u0001\n;]*?)(?=[\u0001\n;]|$|[.,]?\s+(?:nom|pr[ée]nom|t[ée]l|phone|last name|first name|surname)\b|\.\s)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressLabel();

    [GeneratedRegex(
        @"(?:\bje m['’ ]?ap+el+e?|\bmon nom,?(?: complet)? (?:est|c['’]est)|\bmoi c['’ ]?est|\bau nom d(?:e|u)|\b(?:my|the) (?:full )?name(?:['’]s| is)|\bname['’]s|\bunder the name(?: of)?|\b(?:m\.|mr\.?|mme\.?|mlle|mrs\.?|ms\.?|monsieur|madame))\s+" + NameValue, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex StrongIntroduction();

    [GeneratedRegex(
        @"(?:\bje suis|\bc['’ ]?est|\bi am|\bi['’]?m|\bit['’]?s|\bthis is|\bname)\s*:?\s+" + NameValue,
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex WeakIntroduction();

    [GeneratedRegex(@"\b(?:pour|for)\s+" + NameValue, RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Recipient();

    [GeneratedRegex(
        @"(?:(?!\s(?:et|and|avec|with|pour|for|au|à|at|[-–—]+)\s)[^\u0001,;\n:!?.()/])+(?:\.(?=\S)[^\u0001,;\n:!?()/.]+)*",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Piece();
}
