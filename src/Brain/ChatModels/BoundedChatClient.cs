using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// A model whose answer has an end, whatever its service sends: past it the request is given up, and the answer ends as
/// one does that came to its vendor's limit (<see cref="ChatFinishReason.Length"/>), so that nobody takes its last
/// words for whole.
/// </summary>
/// <param name="name">The model's name in the configuration.</param>
/// <param name="model">The model.</param>
/// <param name="logger">Is told when an answer is cut.</param>
internal sealed partial class BoundedChatClient(
    string name, IChatClient model, ILogger<BoundedChatClient> logger) : StreamedChatClient(model)
{
    /// <summary>The most letters of an answer's words: more than anybody reads in a chat.</summary>
    public const int MostWords = 8_000;

    /// <summary>The most letters of all that a model writes, its thoughts and calls among them.</summary>
    public const int MostInAll = 64_000;

    /// <summary>How many letters it may talk without coming to the end of a sentence or of a line.</summary>
    public const int LongestSentence = 4_000;

    /// <inheritdoc/>
    /// <exception cref="InvalidDataException">It talks on and on, and no sentence of it can be shown.</exception>
    public override async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var (words, all) = (0, 0);
        var sentence = new FirstSentence();
        // A record has no sentences.
        var isRecord = options?.ResponseFormat is ChatResponseFormatJson;
        await foreach (var update in InnerClient.GetStreamingResponseAsync(messages, options, cancellationToken)
            .WithCancellation(cancellationToken))
        {
            words += update.Text.Length;
            all += update.Contents.Sum(content => TokenCounter.WordsOf(content).Length);
            if (words > MostWords || all > MostInAll)
            {
                Log.Cut(logger, name, words, all);
                yield return new ChatResponseUpdate(ChatRole.Assistant, []) { FinishReason = ChatFinishReason.Length };
                yield break;
            }

            sentence.Take(update.Text);
            if (!isRecord && !sentence.IsWhole && sentence.Letters > LongestSentence)
                throw new InvalidDataException($"The answer has no sentence in {LongestSentence} letters.");
            yield return update;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(
            LogLevel.Warning, "Model {Model} does not come to an end, and is cut after {Words} letters of {All}")]
        public static partial void Cut(ILogger logger, string model, int words, int all);
    }
}
