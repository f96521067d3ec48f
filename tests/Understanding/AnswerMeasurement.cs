using System.Diagnostics;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Learning.Training;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Tests.Shop.Catalogue.Answers;

namespace Gateway.Understanding;

/// <summary>How surely a shop's answers are found, and how often one is given where there is none.</summary>
internal static class AnswerMeasurement
{
    private const int Seed = 7;

    public static void Run(
        IReadOnlyList<AnsweredPairs> shops, UtteranceReader reader, AnswerModel model, bool held, bool verbose,
        TextWriter output)
    {
        var typing = new Typing([], Seed);
        foreach (var locale in new[] { "fr", "en" })
        {
            foreach (var isNoisy in new[] { false, true })
            {
                var tally = new Tally();
                foreach (var shop in shops.Where(shop => shop.Locale == locale))
                {
                    var index = shop.Index(reader, model);
                    foreach (var pair in shop.Pairs.Where(pair => pair.IsHeld == held))
                        tally.Add(shop, index, isNoisy ? Typed(pair.Text, locale, typing) : pair.Text, pair, reader);
                }

                tally.Write(output, $"{locale}{(isNoisy ? " noisy" : "")}{(held ? " held back" : "")}");
                if (verbose && !isNoisy)
                    tally.Misses.ForEach(output.WriteLine);
            }
        }
    }

    /// <summary>The text as another might have typed it.</summary>
    public static string Typed(string text, string locale, Typing typing)
    {
        var tokens = Token.In(text);
        if (tokens.Count == 0)
            return text;
        return TextOf(typing.Type(new Example(
            tokens, new string?[tokens.Count], new bool[tokens.Count], [new Clause("faq.other", 0, tokens.Count)],
            new Situation("none", "none", locale))).Tokens);
    }

    /// <summary>The text of tokens, with a blank where there was room between them.</summary>
    public static string TextOf(IReadOnlyList<Token> tokens) => string.Concat(tokens.Select((token, at) =>
        at > 0 && token.Start > tokens[at - 1].End ? $" {token.Text}" : token.Text));

    private sealed class Tally
    {
        private readonly Dictionary<string, (int Asked, int First, int None, int False)> _byShop = [];
        private readonly List<double> _times = [];
        private int _answered;
        private int _wrong;

        public List<string> Misses { get; } = [];

        public void Add(AnsweredPairs shop, AnswerIndex index, string text, AnsweredPair pair, UtteranceReader reader)
        {
            var question = AskedQuestion.Read(text, shop.Locale, reader);
            var start = Stopwatch.GetTimestamp();
            var best = index.Rank(question, 1)[0];
            _times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            var isKnown = best.Score >= CatalogueSearch.KnownAnswer;
            var isRight = pair.Entries.Contains(best.Entry);
            var (asked, first, none, wrong) = _byShop.GetValueOrDefault(shop.Shop);
            _byShop[shop.Shop] = pair.Entries.Count > 0
                ? (asked + 1, first + (isRight ? 1 : 0), none, wrong)
                : (asked, first, none + 1, wrong + (isKnown ? 1 : 0));
            _answered += isRight && isKnown ? 1 : 0;
            _wrong += pair.Entries.Count > 0 && !isRight && isKnown ? 1 : 0;
            if ((pair.Entries.Count > 0 && (!isRight || !isKnown)) || (pair.Entries.Count == 0 && isKnown))
            {
                var acts = string.Join(' ', question.Acts.Select(act => $"{act.Key} {act.Value:0.00}"));
                Misses.Add(
                    $"  {shop.Shop} [{string.Join(',', pair.Entries.Select(at => at + 1))}] {best.Entry + 1} " +
                    $"{best.Score:0.00} {text} ({acts})");
            }
        }

        public void Write(TextWriter output, string name)
        {
            var asked = _byShop.Values.Sum(shop => shop.Asked);
            var none = _byShop.Values.Sum(shop => shop.None);
            _times.Sort();
            output.WriteLine(
                $"{name}: top-1 {(double)_byShop.Values.Sum(shop => shop.First) / asked:0.000} of {asked}, " +
                $"answered rightly {(double)_answered / asked:0.000}, wrongly {(double)_wrong / asked:0.000}, " +
                $"without an answer answered {_byShop.Values.Sum(shop => shop.False)} of {none}; " +
                $"ranked in {_times[_times.Count / 2]:0.00} ms, " +
                $"99 in 100 in {_times[_times.Count * 99 / 100]:0.00} ms");
            output.WriteLine("  " + string.Join(", ", _byShop.Select(shop =>
                $"{shop.Key} {shop.Value.First} of {shop.Value.Asked}, {shop.Value.False} of {shop.Value.None}")));
        }
    }
}
