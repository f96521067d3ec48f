using System.Runtime.InteropServices;
using Gateway.Sessions;

namespace Gateway.Brain.House.Reading;

/// <summary>
/// The words that a lexicon's patterns ask for, by step. A word of a message is held once against those that begin as
/// it does, and not against each pattern: a lexicon has thousands of patterns and some hundred words that begin alike.
/// </summary>
internal sealed class StepWords
{
    private const int BitsOfPart = 64;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<int>> _stepsOf = new(StringComparer.Ordinal);
    private readonly Dictionary<char, List<string>> _byLetter = [];

    /// <summary>The number of a step, from 0.</summary>
    /// <param name="words">Those that fit it; one behind <c>=</c> must be written as it stands.</param>
    public int NumberOf(string[] words)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _numbers, string.Join('|', words), out var isKnown);
        if (isKnown)
            return number;
        number = _numbers.Count - 1;
        foreach (var word in words.Distinct())
        {
            ref var steps = ref CollectionsMarshal.GetValueRefOrAddDefault(_stepsOf, word, out _);
            if (steps is null)
            {
                var letter = word.Length > 1 && word[0] == '=' ? word[1] : word[0];
                ref var alike = ref CollectionsMarshal.GetValueRefOrAddDefault(_byLetter, letter, out _);
                (alike ??= []).Add(word);
            }

            (steps ??= []).Add(number);
        }

        return number;
    }

    /// <summary>Which steps each word of a message fits.</summary>
    public Fits Of(IReadOnlyList<Word> words)
    {
        var fits = new Fits(words.Count, (_numbers.Count + BitsOfPart - 1) / BitsOfPart);
        for (var at = 0; at < words.Count; at++)
        {
            var written = words[at].Text;
            // Nobody is taken to have the first letter wrong.
            if (written.Length == 0 || !_byLetter.TryGetValue(written[0], out var alike))
                continue;
            foreach (var word in alike)
            {
                if (word[0] == '=' ? written.AsSpan().SequenceEqual(word.AsSpan(1)) : Typos.Forgive(written, word))
                    fits.Add(at, _stepsOf[word]);
            }
        }

        return fits;
    }

    /// <summary>Which steps words of a message fit.</summary>
    /// <param name="words">How many words it has.</param>
    /// <param name="parts">How many numbers it takes to have a bit for each step.</param>
    internal sealed class Fits(int words, int parts)
    {
        // A row of bits for each word, and one for all of them.
        private readonly ulong[] _bits = new ulong[(words + 1) * parts];

        /// <summary>Whether a word fits a step.</summary>
        public bool Has(int word, int step) =>
            (_bits[(word * parts) + (step / BitsOfPart)] & (1UL << (step % BitsOfPart))) != 0;

        /// <summary>Whether any word does.</summary>
        public bool HasAny(int step) => Has(words, step);

        /// <summary>Notes that a word fits steps.</summary>
        public void Add(int word, List<int> steps)
        {
            foreach (var step in steps)
            {
                var bit = 1UL << (step % BitsOfPart);
                _bits[(word * parts) + (step / BitsOfPart)] |= bit;
                _bits[(words * parts) + (step / BitsOfPart)] |= bit;
            }
        }
    }
}
