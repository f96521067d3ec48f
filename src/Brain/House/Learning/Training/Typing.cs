using System.Collections.Frozen;
using System.Globalization;

namespace Gateway.Brain.House.Learning.Training;

/// <summary>
/// How people type: neighbouring keys, missing accents and apostrophes, short forms, dictation, words run together; and
/// other names and numbers in the place of those of the corpus. What a token means stays with it.
/// </summary>
internal sealed class Typing
{
    private static readonly FrozenDictionary<char, string> Neighbours = """
        azqs bvnh cxvd dsfe erzd fdgr gfht hgjy iuok jhku kjli lkmo mlpn nbhj oipl pom qsaw retf sdqz tryg uyij vcbf
        wxqe xwcs ytuh zeas
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .ToFrozenDictionary(keys => keys[0], keys => keys[1..]);

    private static readonly FrozenDictionary<string, string[]> French = Forms("""
        vous: vs,vou; pour: pr,pour; combien: cb,combi1,cmb; quoi: koi; que: ke; qui: ki; quel: kel; quelle: kel,kelle
        est: é,e,et; pas: pa; je: j,g; avec: avc; dans: ds; beaucoup: bcp; toujours: tjs,tjrs; quand: qd,kan
        comment: cmt,comen; pourquoi: pk,pq; merci: mci,mrc; bonjour: bjr,bonjou; bonsoir: bsr; salut: slt; plus: +
        moins: -; rendez: rdv; livraison: livrezon,livr; oui: ui,ouai; non: nn; svp: stp,s'il vous plait
        voudrais: voudrai,vdrai; veux: veu,ve; prends: prend,pren; commander: comander,commandé; avez: avé,ave
        etes: ete; faire: fer; fait: fé; c: ct; en: an; ai: é; bleu: bleue,bleus; deux: 2,2x; trois: 3; un: 1; une: 1
        quelque: kelke; chose: choz; aussi: ossi; trop: tro; mais: mé; les: lé; des: dé; mes: mé; temps: tps
        message: msg; numero: num,n°; adresse: adrss,adress; telephone: tel,telefon; euros: eur,€,e
        couleur: coulr,couleure; cadeau: kdo,cado; demain: dm1,2main; semaine: sem
        """);

    private static readonly FrozenDictionary<string, string[]> English = Forms("""
        you: u,ya; your: ur,yr; are: r; for: 4; to: 2; too: 2; please: pls,plz; thanks: thx,ta,tnx; what: wat,wot
        how: hw; much: mch; want: wnt; with: w; have: hav,av; and: n,&; the: da,teh,th; this: dis; that: dat; about: abt
        because: cos,bc; before: b4; see: c; okay: ok,k; yes: ye,yeh; no: na; can: cn; could: cud; would: wud
        should: shud; going: goin; ordering: orderin; delivery: dlvry,delivry; something: smth,sumthing; someone: sum1
        tomorrow: tmrw,2moro; today: 2day; tonight: 2nite; week: wk; number: no,num,nr; address: adress,addy
        phone: fone; message: msg; quantity: qty; colour: color,colur; really: rly; which: wich; there: their,ther
        know: kno; me: mi; be: b; one: 1; two: 2; three: 3; back: bk; people: ppl; from: frm; when: wen; where: wer
        love: luv; good: gd; great: gr8; minutes: mins
        """);

    private readonly Random _random;
    private readonly FrozenDictionary<(string Locale, string Kind), string[]> _values;

    /// <summary>Types with the values of these examples.</summary>
    public Typing(IReadOnlyList<Example> examples, int seed)
    {
        _random = new Random(seed);
        _values = examples
            .SelectMany(example => SpansOf(example).Select(span => (example.Situation.Locale, span.Kind, Span: span)))
            .Where(value => value.Kind is Spans.First or Spans.Last or Spans.City or Spans.Product or Spans.Street
                or Spans.Country or Spans.Colour or Spans.Material or Spans.Recipient)
            .GroupBy(value => (value.Locale, value.Kind))
            .ToFrozenDictionary(
                group => (group.Key.Locale, group.Key.Kind),
                group => group.Select(value => value.Span.Text).Distinct(StringComparer.Ordinal).ToArray());
    }

    /// <summary>The example as another might have typed it.</summary>
    public Example Type(Example example)
    {
        var pieces = PiecesOf(example);
        if (_random.NextDouble() < 0.6)
            pieces = [.. pieces.Select(piece => Varied(piece, example.Situation.Locale))];
        var manner = _random.NextDouble();
        if (manner < 0.75)
        {
            var often = _random.NextDouble() * 0.25;
            var isDictated = _random.NextDouble() < 0.2;
            var isBare = _random.NextDouble() < 0.35;
            var isSmall = _random.NextDouble() < 0.4;
            var isLoud = _random.NextDouble() < 0.04;
            pieces = [.. pieces.Select(piece => piece with
            {
                Tokens = [.. piece.Tokens.Select(token => Typed(token, example.Situation.Locale, piece.Kind, often))
                    .Select(token => isBare ? Bare(token) : token)
                    .Select(token => isSmall ? token.ToLowerInvariant() : isLoud ? token.ToUpperInvariant() : token)
                    .Where(token => !(isDictated && piece.Kind is null
                        && token is "," or "." or "!" or "?" or ";" or ":"))
                    .Where(token => token.Length > 0)],
            })];
        }

        var typed = Joined(pieces, example.Situation);
        return typed.Clauses.Count == example.Clauses.Count ? typed : example;
    }

    private static FrozenDictionary<string, string[]> Forms(string forms) =>
        forms.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(form => form.Split(": "))
            .ToFrozenDictionary(form => form[0], form => form[1].Split(','));

    private static IEnumerable<(string Kind, string Text)> SpansOf(Example example) =>
        PiecesOf(example).Where(piece => piece.Kind is not null).Select(piece => (piece.Kind!, string.Concat(
            piece.Tokens.Select((token, at) => at > 0 && piece.Blanks[at] ? $" {token}" : token))));

    /// <summary>
    /// Stretches of tokens that belong together: a span, or what lies between two, within one clause.
    /// </summary>
    private static List<Piece> PiecesOf(Example example)
    {
        List<Piece> pieces = [];
        var clause = 0;
        for (var i = 0; i < example.Tokens.Count; i++)
        {
            if (clause + 1 < example.Clauses.Count && i == example.Clauses[clause + 1].First)
                clause++;
            var token = example.Tokens[i];
            var blank = i == 0 || token.Start > example.Tokens[i - 1].End;
            if (pieces.Count == 0 || pieces[^1].Clause != clause || pieces[^1].Kind != example.Kinds[i]
                || example.Begins[i])
                pieces.Add(new Piece(example.Kinds[i], example.Clauses[clause].Act, clause, [], []));
            pieces[^1].Tokens.Add(token.Text);
            pieces[^1].Blanks.Add(blank);
        }

        return pieces;
    }

    private Piece Varied(Piece piece, string locale)
    {
        if (piece.Kind is Spans.Phone or Spans.Postcode or Spans.OrderNumber or Spans.Street)
            piece = piece with { Tokens = [.. piece.Tokens.Select(OtherDigits)] };
        if (piece.Kind is null || _random.NextDouble() < 0.5
            || !_values.TryGetValue((locale, piece.Kind), out var values))
            return piece;
        var text = values[_random.Next(values.Length)];
        var tokens = Token.In(text);
        if (tokens.Count == 0)
            return piece;
        return piece with
        {
            Tokens = [.. tokens.Select(token => token.Text)],
            Blanks = [.. tokens.Select((token, at) => at == 0 ? piece.Blanks[0] : token.Start > tokens[at - 1].End)],
        };
    }

    // The first digit stays: it says what kind of number it is.
    private string OtherDigits(string token) =>
        !char.IsAsciiDigit(token[0]) ? token
        : string.Concat(token.Select((digit, at) =>
            at == 0 ? digit : (char)('0' + _random.Next(10))));

    private string Typed(string token, string locale, string? kind, double often)
    {
        if (!char.IsLetter(token[0]))
            return token;
        var folded = Reading.Word.Fold(token);
        if (kind is null && _random.NextDouble() < often * 2
            && (locale == "fr" ? French : English).TryGetValue(folded, out var forms))
            return forms[_random.Next(forms.Length)];
        if (token.Length < 3 || _random.NextDouble() >= often)
            return token;
        var at = _random.Next(1, token.Length);
        return _random.Next(5) switch
        {
            0 when Neighbours.TryGetValue(folded.Length > at ? folded[at] : ' ', out var keys) =>
                $"{token[..at]}{keys[_random.Next(keys.Length)]}{token[(at + 1)..]}",
            1 => token.Remove(at, 1),
            2 => token.Insert(at, token[at].ToString(CultureInfo.InvariantCulture)),
            3 when at + 1 < token.Length => $"{token[..at]}{token[at + 1]}{token[at]}{token[(at + 2)..]}",
            _ => Bare(token),
        };
    }

    private static string Bare(string token) =>
        token is "'" or "’" ? "" : char.IsLetter(token[0]) ? WithoutAccents(token) : token;

    private static string WithoutAccents(string token)
    {
        var folded = Reading.Word.Fold(token);
        return char.IsUpper(token[0]) && folded.Length > 0 ? char.ToUpperInvariant(folded[0]) + folded[1..] : folded;
    }

    private Example Joined(List<Piece> pieces, Situation situation)
    {
        var text = new System.Text.StringBuilder();
        List<(int Start, int End, Piece Piece)> places = [];
        foreach (var piece in pieces)
        {
            if (piece.Tokens.Count == 0)
                continue;
            var start = -1;
            for (var at = 0; at < piece.Tokens.Count; at++)
            {
                var runsOn = piece.Kind is null && at > 0 && _random.NextDouble() < 0.004;
                // Where an apostrophe was left out, words grow together or fall apart.
                var meet = text.Length > 0 && char.IsLetterOrDigit(text[^1])
                    && char.IsLetterOrDigit(piece.Tokens[at][0])
                    && !(piece.Kind is null && at > 0 && _random.NextDouble() < 0.5);
                if (text.Length > 0 && !runsOn && (at >= piece.Blanks.Count || piece.Blanks[at] || meet))
                    text.Append(' ');
                if (start < 0)
                    start = text.Length;
                text.Append(piece.Tokens[at]);
            }

            places.Add((start, text.Length, piece));
        }

        var tokens = Token.In(text.ToString());
        var kinds = new string?[tokens.Count];
        var begins = new bool[tokens.Count];
        List<Clause> clauses = [];
        var place = 0;
        var clause = -1;
        var last = -1;
        for (var i = 0; i < tokens.Count; i++)
        {
            while (place + 1 < places.Count && tokens[i].Start >= places[place].End)
                place++;
            var piece = places[place].Piece;
            kinds[i] = piece.Kind;
            begins[i] = piece.Kind is not null && place != last;
            last = place;
            if (piece.Clause == clause)
                clauses[^1] = clauses[^1] with { Count = clauses[^1].Count + 1 };
            else
                clauses.Add(new Clause(piece.Act, i, 1));
            clause = piece.Clause;
        }

        return new Example(tokens, kinds, begins, clauses, situation);
    }

    private sealed record Piece(string? Kind, string Act, int Clause, List<string> Tokens, List<bool> Blanks);
}
