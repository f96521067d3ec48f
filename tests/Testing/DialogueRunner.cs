using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Gateway.Sessions;

namespace Gateway.Testing;

/// <summary>What was answered to a turn of a dialogue.</summary>
/// <param name="Text">The words.</param>
/// <param name="Parts">What is more than words.</param>
public sealed record DialogueAnswer(string Text, IReadOnlyList<Part> Parts);

/// <summary>Holds a dialogue, over whatever road the test takes, and tells what was not as it should be.</summary>
public static partial class DialogueRunner
{
    private static readonly Dictionary<string, string[]> FieldWords = new()
    {
        ["lastName"] = ["votre nom", "nom de famille", "last name"],
        ["firstName"] = ["prénom", "first name"],
        ["phone"] = ["téléphone", "phone number", "numéro de tel"],
        ["address"] = ["adresse", "address"],
    };

    /// <summary>Says each turn and checks its answer.</summary>
    /// <param name="dialogue">The dialogue.</param>
    /// <param name="say">Says a text, with the payload of a button or null, and brings the answer.</param>
    /// <returns>Nothing when all is well; else the whole conversation, with what is wrong below each answer.</returns>
    public static async Task<IReadOnlyList<string>> RunAsync(
        Dialogue dialogue, Func<string, string?, Task<DialogueAnswer>> say)
    {
        List<string> wrong = [];
        var transcript = new StringBuilder();
        foreach (var turn in dialogue.Turns)
        {
            var answer = await say(turn.Say, turn.Payload);
            transcript.Append("\n    > ")
                .Append(turn.Say)
                .Append("\n      ")
                .Append(answer.Text.Replace("\n", "\n      ", StringComparison.Ordinal));
            foreach (var problem in Check(turn.Expect ?? new DialogueExpectation(), answer))
            {
                wrong.Add(problem);
                transcript.Append("\n      ^^ ").Append(problem);
            }
        }

        return wrong.Count == 0 ? [] : [transcript.ToString()];
    }

    /// <summary>How what was recorded differs from what a dialogue expects; nothing when it does not.</summary>
    /// <param name="expected">What the dialogue expects, or null for nothing at all.</param>
    /// <param name="recorded">The prospects of the dialogue's session, the whole address in
    /// <see cref="DialogueProspect.Address"/>.</param>
    public static IEnumerable<string> Differences(DialogueProspect? expected, IReadOnlyList<DialogueProspect> recorded)
    {
        if (expected is null || recorded is not [var prospect])
        {
            if (recorded.Count != (expected is null ? 0 : 1))
                yield return $"{recorded.Count} prospects were recorded";
            yield break;
        }

        if (!Same(prospect.LastName, expected.LastName) || !Same(prospect.FirstName, expected.FirstName))
            yield return $"the name is {prospect.FirstName} | {prospect.LastName}";
        if (prospect.Phone != expected.Phone)
            yield return $"the phone is {prospect.Phone}";
        if (!Holds(prospect.Address, expected.Address))
            yield return $"the address is {prospect.Address}";
        if (prospect.Product != expected.Product || prospect.Quantity != expected.Quantity)
            yield return $"the order is {prospect.Quantity} x {prospect.Product}";
        if (expected.FreeDelivery is { } free && prospect.FreeDelivery != free)
            yield return $"free delivery is {prospect.FreeDelivery}";
    }

    /// <summary>Whether two texts are the same but for accents, capitals and kinds of spaces.</summary>
    public static bool Same(string left, string right) => Plain(left) == Plain(right);

    /// <summary>Whether a text stands in another one, but for accents, capitals and kinds of spaces.</summary>
    public static bool Holds(string text, string piece) => Plain(text).Contains(Plain(piece), StringComparison.Ordinal);

    private static IEnumerable<string> Check(DialogueExpectation expect, DialogueAnswer answer)
    {
        if (string.IsNullOrWhiteSpace(answer.Text))
            yield return "the answer is empty";
        foreach (var piece in expect.Contains.Where(piece => !Holds(answer.Text, piece)))
            yield return $"lacks \"{piece}\"";
        if (expect.ContainsAny.Count > 0 && !expect.ContainsAny.Any(piece => Holds(answer.Text, piece)))
            yield return $"lacks all of \"{string.Join("\", \"", expect.ContainsAny)}\"";
        foreach (var piece in expect.NotContains.Where(piece => Holds(answer.Text, piece)))
            yield return $"has \"{piece}\"";
        var kinds = answer.Parts.Select(KindOf).ToList();
        foreach (var kind in expect.Parts.Where(kind => !kinds.Contains(kind)))
            yield return $"has no {kind} among its parts ({string.Join(", ", kinds)})";
        foreach (var (field, words) in FieldWords.Where(_ => expect.AsksFor.Count > 0))
        {
            var asks = words.Any(word => Questions(answer.Text).Any(question => Holds(question, word)));
            if (asks != expect.AsksFor.Contains(field))
                yield return asks ? $"asks for {field}, which is known" : $"does not ask for {field}";
        }
    }

    // A request is a sentence with a question mark, or the last one of the answer.
    private static IEnumerable<string> Questions(string text)
    {
        var sentences = Sentence().Split(text.Trim());
        return sentences.Where(sentence => sentence.Contains('?', StringComparison.Ordinal)).Append(sentences[^1]);
    }

    private static string KindOf(Part part) => part switch
    {
        CardPart => "card",
        QuickRepliesPart => "quickReplies",
        LinkPart => "link",
        SlotsPart => "slots",
        FormPart => "form",
        _ => part.GetType().Name,
    };

    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text.Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) != UnicodeCategory.NonSpacingMark)
                plain.Append(
                    letter switch { '’' => '\'', '\u00A0' or '\u202F' => ' ', _ => char.ToLowerInvariant(letter) });
        }

        return plain.ToString();
    }

    [GeneratedRegex(@"(?<=[.!?])\s+", RegexOptions.None, 1000)]
    private static partial Regex Sentence();
}
