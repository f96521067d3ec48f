using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Gateway.Brain.House.Reading;

/// <summary>A word of a message as it is compared: small letters, no accents, short forms written out.</summary>
/// <param name="Text">The word to compare.</param>
/// <param name="Start">Where it begins in the message.</param>
/// <param name="End">Where it ends, exclusive.</param>
internal readonly record struct Word(string Text, int Start, int End)
{
    private static readonly FrozenDictionary<string, string> ShortForms = """
        bjr = bonjour; bsr = bonsoir; slt = salut; cc = coucou; mrc = merci; dsl = desole; svp = s il vous plait
        stp = s il te plait; koi = quoi; ki = qui; kel = quel; kelle = quelle; jveux = je veux; jve = je veux; jveu = je veux
        jvoudrais = je voudrais; jprends = je prends; chui = je suis; jsuis = je suis; jai = j ai; keske = qu est ce que
        kesk = qu est ce que; pk = pourquoi; pkoi = pourquoi; qd = quand; tjs = toujours; qqch = quelque chose; bcp = beaucoup
        ouais = oui; ui = oui; wi = oui; dac = d accord; dacc = d accord; daccord = d accord; pls = please; plz = please
        pleez = please; thx = thanks; tks = thanks; ty = thank you; u = you; ur = your; wanna = want to; gimme = give me
        hw = how; mch = much; im = i m; jla = je la; jle = je le; jles = je les; veu = veux; cest = c est; ct = c etait
        gr8 = great; teh = the; yess = yes; yesss = yes; ouii = oui; ouiii = oui; oky = ok; okk = ok; its = it s; ill = i ll
        id = i d; whats = what s; fone = phone; dispos = disponibles; dispo = disponible; yeah = yes; yep = yes; yup = yes
        nope = no; nah = no; wat = what; wot = what
        """.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(" = "))
        .ToFrozenDictionary(form => form[0], form => form[1], StringComparer.Ordinal);

    /// <summary>
    /// The words of a message, in order. A short form of several words gives each of them, all at the same place.
    /// </summary>
    public static IReadOnlyList<Word> In(string message)
    {
        List<Word> words = [];
        for (var i = 0; i < message.Length;)
        {
            var start = i;
            while (i < message.Length && char.IsLetterOrDigit(message[i]))
                i++;
            if (i == start)
            {
                i++;
                continue;
            }

            var folded = Fold(message[start..i]);
            foreach (var word in (ShortForms.GetValueOrDefault(folded) ?? folded).Split(' '))
                words.Add(new Word(word, start, i));
        }

        return words;
    }

    // Up to the end of Latin Extended-A: what nearly all letters of French and English texts become.
    private static readonly string[] FoldedLetters =
        [.. Enumerable.Range(0, 0x180).Select(letter => FoldAny(((char)letter).ToString()))];

    /// <summary>Small letters without accents; œ and æ as two letters.</summary>
    public static string Fold(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('a', 'z'))
            return text;
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (letter >= FoldedLetters.Length)
                return FoldAny(text);
            folded.Append(FoldedLetters[letter]);
        }

        return folded.ToString();
    }

    private static string FoldAny(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.Surrogate)
                continue;
            _ = char.ToLowerInvariant(letter) switch
            {
                'œ' => folded.Append("oe"),
                'æ' => folded.Append("ae"),
                '’' or '‘' => folded.Append('\''),
                '\u00A0' or '\u202F' => folded.Append(' '),
                var small => folded.Append(small),
            };
        }

        return folded.ToString();
    }
}
