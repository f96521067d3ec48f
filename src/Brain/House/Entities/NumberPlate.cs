using System.Collections.Frozen;
using System.Text;
using Gateway.Brain.House.Places;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.House.Entities;

/// <summary>A vehicle's number plate, as people write or spell it.</summary>
/// <param name="Text">In its normal form: <c>AB-123-CD</c>, <c>1234 AB 2A</c>, <c>1-ABC-123</c>, <c>VD 123456</c>,
/// <c>B-AB 1234</c>, <c>AB12 CDE</c>.</param>
/// <param name="Country">Country as ISO 3166-1 has it: FR, BE, CH, LU, DE, GB, ES or IT.</param>
/// <param name="Span">Where it stands.</param>
internal sealed record NumberPlate(string Text, string Country, TextSpan Span)
{
    // Nine spoken signs, and a German plate's district.
    private const int MostPieces = 9;
    private const int MostSigns = 9;
    private const int Nearby = 3;

    private static readonly FrozenSet<string> Hints = FrozenSet.Create(StringComparer.Ordinal,
        "plaque", "plaques", "immatriculation", "immatriculee", "immatricule", "immat", "reg", "registration", "plate",
        "registered", "kennzeichen", "matricula", "targa", "immatriculer", "rego", "vrm", "vrn", "regno");

    // What other codes are announced by.
    private static readonly FrozenSet<string> OfSomethingElse = FrozenSet.Create(StringComparer.Ordinal,
        "commande", "order", "ref", "reference", "colis", "suivi", "tracking", "facture", "invoice", "devis", "article",
        "sku", "produit", "product", "postcode", "dossier", "parcel", "ticket", "quote", "code", "postal", "item",
        "booking", "reservation", "serie", "tva", "vat", "modele", "contrat", "cmd", "iban", "siret", "client", "lot",
        "coupon", "promo", "vol", "flight");

    // Two or three letters that stand between figures in sentences: units, articles, trims, makes, months.
    private static readonly FrozenSet<string> Everyday = FrozenSet.Create(StringComparer.Ordinal,
        "la", "le", "les", "de", "des", "et", "en", "ma", "ta", "sa", "je", "ce", "se", "ne", "me", "te", "km", "kms",
        "kg", "cm", "mm", "ml", "cl", "ch", "cv", "hp", "bhp", "gb", "at", "by", "my", "an", "ans", "as", "be", "he",
        "we", "am", "pm", "ex", "vs", "rs", "gt", "gti", "cc", "sw", "st", "sd", "es", "ca", "va", "est", "the", "and",
        "for", "hdi", "tdi", "cdi", "dci", "jtd", "gts", "gtx", "gtl", "bmw", "tds", "sdi", "crd", "pcs", "led", "rue",
        "mai", "may", "eur", "chf", "usd", "gbp", "mo", "kw", "kwh", "nm", "rpm", "tsi", "tce", "vti", "thp", "phev",
        "pro", "max", "lot", "par", "sur", "mugs", "mug", "set", "art", "has", "was", "are", "can", "not", "but", "du",
        "lcd", "vtt", "tv", "dvd", "xl", "xs", "mn", "min", "sec", "ttc", "nb", "pers", "jrs", "sms", "day",
        "jan", "feb", "mar", "apr", "aug", "sep", "dec", "is", "it", "in", "on", "of", "to", "do", "no", "so", "go",
        "if", "or", "us", "up", "un", "au", "ou", "il", "si", "oh", "ok");

    /// <summary>Finds the plate that a message names.</summary>
    /// <param name="text">As it is read (<see cref="Readable"/>).</param>
    /// <param name="isAsked">Whether it was just asked for: then forms count too that other codes have.</param>
    /// <returns>The first; null where there is none.</returns>
    public static NumberPlate? Find(string text, bool isAsked)
    {
        var pieces = CodePiece.In(text);
        var words = Word.In(text);
        var told = new PlateHints(
            isAsked || words.Any(word => Hints.Contains(word.Text)),
            PlateHints.CountryIn(words));
        for (var first = 0; first < pieces.Count; first++)
        {
            if (pieces[first].Text.Length > MostSigns
                || (pieces[first].IsSmall && Hints.Contains(pieces[first].Text.ToLowerInvariant()))
                || IsGluedBefore(text, pieces, first)
                || IsOfSomethingElse(pieces, first))
                continue;
            if (From(text, pieces, first, told) is { } plate)
                return plate;
        }

        return null;
    }

    // The longest plate that begins at a piece.
    private static NumberPlate? From(string text, List<CodePiece> pieces, int first, PlateHints told)
    {
        var signs = new StringBuilder(MostSigns);
        NumberPlate? found = null;
        for (var last = first; last < pieces.Count && last < first + MostPieces; last++)
        {
            var piece = pieces[last];
            if ((last > first && !IsJoined(pieces[last - 1], piece))
                || signs.Length + piece.Text.Length > MostSigns || piece.Text.Length == 0)
                break;
            signs.Append(piece.Text);
            if (IsGluedBefore(text, pieces, last + 1))
                continue;
            var taken = pieces[first..(last + 1)];
            var hints = told with { IsLoose = IsLoose(taken, told, pieces.Count) };
            if (PlateForms.Read(signs.ToString(), taken, hints) is var (plate, country))
                found = new NumberPlate(plate, country, new TextSpan(pieces[first].Start, piece.End));
        }

        return found;
    }

    // Spelled signs may have commas between them: "F comme Fernand, P comme Paul".
    private static bool IsJoined(CodePiece before, CodePiece piece) =>
        piece.Joins || (piece.Before == Gap.Comma && before.IsSingle && piece.IsSingle);

    // "La 308 et", "de 150 km": words with a figure between them.
    private static bool IsLoose(List<CodePiece> taken, PlateHints told, int all) =>
        !(told.IsNamed && taken.Count == all)
        && taken.Where((_, at) => at > 0).Any(piece => piece is { Before: Gap.Space, IsDashed: false })
        && taken.Exists(piece => !piece.IsSpoken && !(told.IsNamed && !piece.IsSmall)
            && Everyday.Contains(piece.Text.ToLowerInvariant()));

    private static bool IsOfSomethingElse(List<CodePiece> pieces, int first)
    {
        for (var back = 1; back <= Nearby && first - back >= 0; back++)
        {
            var word = Word.Fold(pieces[first - back].Text);
            if (Hints.Contains(word))
                return false;
            if (OfSomethingElse.Contains(word))
                return true;
        }

        return false;
    }

    // Whether a piece goes on where the one before it ended, as that of a longer code or of a link does.
    private static bool IsGluedBefore(string text, List<CodePiece> pieces, int at) =>
        at > 0 && at < pieces.Count && pieces[at].Before == Gap.Tight
        && text[pieces[at - 1].End..pieces[at].Start] is "" or "-" or "/" or "." or "@" or "_";
}
