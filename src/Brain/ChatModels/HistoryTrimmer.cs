using System.Text.Json;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Makes a conversation fit: what the system says stays, and the running summary, of the rest as many of the newest
/// turns as there is room for, each whole, so that no result is without its call. The newest turn always stays;
/// where it alone is too much, its longest texts are cut.
/// </summary>
internal static class HistoryTrimmer
{
    private const string CutMark = " […]";

    // Below that nothing of a text is worth having.
    private const int FewestTokens = 16;

    /// <summary>The messages that fit, in their order.</summary>
    /// <param name="messages">All of them, oldest first. They are not changed.</param>
    /// <param name="most">
    /// How many tokens they may have. Exceeded only where the system's messages and calls alone have more.
    /// </param>
    public static IReadOnlyList<ChatMessage> Trim(IReadOnlyList<ChatMessage> messages, int most)
    {
        var costs = messages.Select(TokenCounter.Count).ToArray();
        var room = most;
        for (var i = 0; i < costs.Length; i++)
        {
            if (Stays(messages[i]))
                room -= costs[i];
        }

        // Where the oldest turn that fits begins; the newest is in any case.
        var (from, end) = (messages.Count, messages.Count);
        foreach (var start in StartsOfTurns(messages))
        {
            var cost = 0;
            for (var i = start; i < end; i++)
                cost += Stays(messages[i]) ? 0 : costs[i];
            if (cost > room && from < messages.Count)
                break;
            room -= cost;
            (from, end) = (start, start);
        }

        var kept = messages.Where((message, i) => i >= from || Stays(message));
        return room >= 0 ? [.. kept] : Cut([.. kept], -room);
    }

    private static bool Stays(ChatMessage message) =>
        message.Role == ChatRole.System || RunningSummary.IsIn(message);

    /// <summary>From the newest to the oldest: a turn begins where the contact speaks after somebody else.</summary>
    private static IEnumerable<int> StartsOfTurns(IReadOnlyList<ChatMessage> messages)
    {
        var isContacts = false;
        var last = -1;
        for (var i = messages.Count - 1; i >= 0; i--)
        {
            if (Stays(messages[i]))
                continue;
            if (isContacts && messages[i].Role != ChatRole.User)
                yield return last;
            (isContacts, last) = (messages[i].Role == ChatRole.User, i);
        }

        if (last >= 0)
            yield return last;
    }

    /// <summary>Cuts the longest texts to one length, so that there are so many tokens fewer.</summary>
    private static ChatMessage[] Cut(ChatMessage[] messages, int tooMany)
    {
        var lengths = messages.Where(message => !Stays(message))
            .SelectMany(message => message.Contents)
            .Select(TextOf)
            .OfType<string>()
            .Select(TokenCounter.Count)
            .OrderDescending()
            .ToList();
        var longest = LongestAfter(lengths, tooMany);
        return Array.ConvertAll(messages, message => Stays(message) ? message : Cut(message, longest));
    }

    private static int LongestAfter(List<int> lengths, int tooMany)
    {
        var room = lengths.Sum() - tooMany;
        for (var i = lengths.Count; i > 0; i--)
        {
            // Those that are shorter than a fair share leave the rest of theirs to the longer ones.
            var share = room / i;
            if (lengths[i - 1] > share)
                return Math.Max(share - TokenCounter.Count(CutMark), FewestTokens);
            room -= lengths[i - 1];
        }

        return int.MaxValue;
    }

    private static ChatMessage Cut(ChatMessage message, int longest)
    {
        var copy = message.Clone();
        copy.Contents = [.. message.Contents.Select(content => Cut(content, longest))];
        return copy;
    }

    private static AIContent Cut(AIContent content, int longest)
    {
        if (TextOf(content) is not { } text || TokenCounter.Count(text) <= longest)
            return content;
        var cut = TokenCounter.Cut(text, longest) + CutMark;
        return content is FunctionResultContent result
            ? new FunctionResultContent(result.CallId, cut)
            : new TextContent(cut);
    }

    private static string? TextOf(AIContent content) => content switch
    {
        TextContent text => text.Text,
        FunctionResultContent { Result: string result } => result,
        FunctionResultContent { Result: { } result } => JsonSerializer.Serialize(result, BrainJson.Options),
        _ => null,
    };
}
