using Gateway.Brain.House.Learning;
using Gateway.Brain.Shop.Catalogue;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Tests.Shop.Catalogue.Answers;

namespace Gateway.Understanding;

/// <summary>How surely questions that lean on what was told before find their answer.</summary>
internal static class AnswerFollowUps
{
    public static void Run(
        IReadOnlyList<AnsweredPairs> shops, UtteranceReader reader, AnswerModel model, bool held, bool verbose,
        TextWriter output)
    {
        foreach (var locale in new[] { "fr", "en" })
        {
            var (asked, first, told, wrong, none, untrue, parts, rightParts) = (0, 0, 0, 0, 0, 0, 0, 0);
            List<string> misses = [];
            foreach (var chain in FollowUpChain.Read(".", locale).Where(chain => chain.IsHeld == held))
            {
                var index = shops.Single(shop => shop.Shop == chain.Shop && shop.Locale == locale).Index(reader, model);
                foreach (var (before, country, question) in chain.Leaning())
                {
                    var read = AskedQuestion.Read(question.Text, locale, reader, index[before].Heading)
                        with
                    { Country = country };
                    var found = index.Answer(read);
                    var best = index.Rank(read, 1)[0];
                    var isRight = question.AreAllAsked
                        ? question.Entries.All(entry => found.Any(answer => answer.Entry == entry))
                        : question.Entries.Contains(best.Entry);
                    var isKnown = best.Score >= CatalogueSearch.KnownAnswer;
                    var holds = question.Holds is null
                        || best.Passage.Contains(question.Holds, StringComparison.Ordinal);
                    if (question.Entries.Count == 0)
                        (none, untrue) = (none + 1, untrue + (isKnown ? 1 : 0));
                    else
                    {
                        asked++;
                        first += isRight ? 1 : 0;
                        told += isRight && isKnown ? 1 : 0;
                        wrong += found.Any(answer => !question.Entries.Contains(answer.Entry)) ? 1 : 0;
                        if (isRight && question.Holds is not null)
                            (parts, rightParts) = (parts + 1, rightParts + (holds ? 1 : 0));
                    }

                    if (question.Entries.Count == 0 ? isKnown : !isRight || !isKnown || !holds || found.Count > 1)
                    {
                        misses.Add(
                            $"  {chain.Shop} told {before + 1} [" +
                            $"{string.Join(',', question.Entries.Select(at => at + 1))}] {best.Entry + 1} {best.Score:0.00}{(holds ? "" : $" lacks {question.Holds}")} also " +
                            $"[{string.Join(',', found.Skip(1).Select(answer => answer.Entry + 1))}] {question.Text} " +
                            $"({string.Join(' ', read.Acts.Select(act => $"{act.Key} {act.Value:0.00}"))})");
                    }
                }
            }

            output.WriteLine(
                $"{locale} following{(held ? " held back" : "")}: top-1 {(double)first / asked:0.000} of {asked}, " +
                $"answered rightly {(double)told / asked:0.000}, wrongly {(double)wrong / asked:0.000}, " +
                $"without an answer answered {untrue} of {none}; the right part {(double)rightParts / parts:0.000} of {parts}");
            if (verbose)
                misses.ForEach(output.WriteLine);
        }
    }
}
