using System.Text.Json;
using Gateway.Brain.Words;
using Microsoft.Extensions.AI;
using Microsoft.ML.Tokenizers;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Counts tokens as OpenAI's newer models do (o200k_base). Other vendors' models count otherwise, by some ten or twenty
/// per cent: it is a measure for what fits, not for a bill.
/// </summary>
internal static class TokenCounter
{
    // What a message costs besides its words: its role, and where it begins and ends.
    private const int OfMessage = 4;

    // A picture is shown by its address; its size is not known here. What a common one costs.
    private const int OfPicture = 1_000;

    // A run of letters costs the square of its length: a million without a space took nine minutes. Cut into pieces it
    // costs half a second, and each piece a token too many at the most.
    private const int LongestPiece = 1_024;

    // It is a matter of 0.2 s and 40 MB: who asks no paid model never has it.
    private static readonly Lazy<TiktokenTokenizer> Tokenizer = new(() => TiktokenTokenizer.CreateForEncoding(
        "o200k_base"));

    /// <summary>The tokens of a text.</summary>
    public static int Count(string text)
    {
        var tokens = 0;
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfPiece(text, start);
            tokens += Tokenizer.Value.CountTokens(text.AsSpan(start, end - start));
            start = end;
        }

        return tokens;
    }

    /// <summary>The tokens of a message: its words, its calls and their results.</summary>
    public static int Count(ChatMessage message) => OfMessage + message.Contents.Sum(
        content => content is UriContent or DataContent ? OfPicture : Count(WordsOf(content)));

    /// <summary>The tokens of several messages.</summary>
    public static int Count(IEnumerable<ChatMessage> messages) => messages.Sum(Count);

    /// <summary>The beginning of a text that has no more than so many tokens; all of it when it has no more.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">0 or more.</param>
    public static string Cut(string text, int most)
    {
        var start = 0;
        while (start < text.Length && most > 0)
        {
            var end = EndOfPiece(text, start);
            var fits = Tokenizer.Value.GetIndexByTokenCount(text.AsSpan(start, end - start), most, out _, out var used);
            if (start + fits < end)
                return text[..Whole(text, start + fits)];
            (start, most) = (end, most - used);
        }

        return text[..start];
    }

    private static int EndOfPiece(string text, int start) =>
        start + LongestPiece >= text.Length ? text.Length : Whole(text, start + LongestPiece);

    /// <summary>That place, or the one before where it lies between the two halves of a letter.</summary>
    private static int Whole(string text, int end) =>
        end > 0 && end < text.Length && char.IsHighSurrogate(text[end - 1]) ? end - 1 : end;

    /// <summary>What a model reads or writes of a content; empty where that is nothing.</summary>
    public static string WordsOf(AIContent content) => content switch
    {
        TextContent text => text.Text,
        TextReasoningContent thought => thought.Text,
        FunctionCallContent call => $"{call.Name}{JsonSerializer.Serialize(call.Arguments, BrainJson.Options)}",
        FunctionResultContent { Result: string result } => result,
        FunctionResultContent { Result: { } result } => JsonSerializer.Serialize(result, BrainJson.Options),
        _ => "",
    };
}
