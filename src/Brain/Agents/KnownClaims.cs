using System.Collections.Frozen;
using System.Text.Json;
using Gateway.Brain.House.Reading;

namespace Gateway.Brain.Agents;

/// <summary>
/// What a turn knows and may say: figures, and of which thing each is known. A price of one thing supports none of
/// another that is known as well.
/// </summary>
internal sealed class KnownClaims(ClaimRules rules)
{
    private const int ShortestName = 4;

    private readonly Dictionary<Claim, HashSet<string>> _subjects = [];
    private readonly Dictionary<string, HashSet<string>> _names = [];

    /// <summary>The words of the names of all things that there are, folded.</summary>
    public IReadOnlySet<string> Things { get; set; } = FrozenSet<string>.Empty;

    /// <summary>Takes in a tool's result, or the turn's facts.</summary>
    public void Learn(JsonElement facts) => Learn(facts, subject: "", member: null);

    /// <summary>The first thing that a sentence states and nothing supports; null when all of it may be said.</summary>
    /// <param name="sentence">Without marks of notation.</param>
    public Claim? Unsupported(string sentence)
    {
        List<(int At, string Subject)>? mentions = null;
        foreach (var (claim, at) in Claims.Find(sentence))
        {
            if (!rules.Kinds.Contains(claim.Kind))
                continue;
            if (!_subjects.TryGetValue(claim, out var subjects))
                return claim;
            // What is known of no one thing, a total or the cost of delivery, may be said beside any.
            if (subjects.Contains("") || !rules.OfThings.Contains(claim.Kind))
                continue;
            mentions ??= [.. MentionsIn(sentence)];
            if (mentions.Count > 0 && !subjects.Contains(Nearest(mentions, at)))
                return claim;
        }

        return null;
    }

    private void Learn(JsonElement facts, string subject, string? member)
    {
        switch (facts.ValueKind)
        {
            case JsonValueKind.Object:
                var of = NameOf(facts) ?? subject;
                foreach (var inner in facts.EnumerateObject())
                    Learn(inner.Value, of, inner.Name);
                break;
            case JsonValueKind.Array:
                foreach (var item in facts.EnumerateArray())
                    Learn(item, subject, member);
                break;
            case JsonValueKind.Number when member is not null && rules.Members.TryGetValue(member, out var kind):
                Add(new Claim(kind, facts.GetDecimal()), subject);
                break;
            case JsonValueKind.String when Moments.TryReadIso(facts.GetString()!, out var moments):
                foreach (var moment in moments)
                    Add(moment, subject: "");
                break;
            // What a contact wrote supports nothing, and what describes goods no price of them.
            case JsonValueKind.String when member is null || !rules.OfContact.Contains(member):
                foreach (var (claim, _) in Claims.Find(facts.GetString()!))
                {
                    if (member is null || !rules.OfGoods.Contains(member) || !rules.OfThings.Contains(claim.Kind))
                        Add(claim, subject: "");
                }

                break;
            default:
                break;
        }
    }

    private void Add(Claim claim, string subject)
    {
        if (!_subjects.TryGetValue(claim, out var subjects))
            _subjects[claim] = subjects = [];
        subjects.Add(subject);
    }

    private string? NameOf(JsonElement thing)
    {
        if (!thing.TryGetProperty(rules.NameMember, out var title) || title.ValueKind != JsonValueKind.String)
            return null;
        var name = title.GetString()!;
        _names.TryAdd(name, [.. Word.In(name).Select(word => word.Text)
            .Where(word => word.Length >= ShortestName && !word.Any(char.IsAsciiDigit))]);
        return name;
    }

    // By a word that one of the known things has and no other.
    private IEnumerable<(int At, string Subject)> MentionsIn(string sentence)
    {
        foreach (var word in Word.In(sentence))
        {
            string? only = null;
            var (several, isKnown) = (false, false);
            foreach (var (name, words) in _names)
            {
                if (!words.Contains(word.Text) && !words.Contains(word.Text.TrimEnd('s')))
                    continue;
                isKnown = true;
                several = only is not null;
                only = name;
                if (several)
                    break;
            }

            if (only is not null && !several)
                yield return (word.Start, only);
            // A name that nothing known bears is that of something else.
            else if (!isKnown && word.Text.Length >= ShortestName && word.Start > 0
                && char.IsUpper(sentence[word.Start]) && Things.Contains(word.Text))
                yield return (word.Start, sentence[word.Start..word.End]);
        }
    }

    private static string Nearest(List<(int At, string Subject)> mentions, int at)
    {
        var before = mentions.FindLastIndex(mention => mention.At <= at);
        return mentions[Math.Max(before, 0)].Subject;
    }
}
