using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;
using OpenAI.Chat;

namespace Gateway.Brain.ChatModels;

/// <summary>Which updates of a stream show that the model has begun to answer.</summary>
internal static class AnswerPieces
{
    /// <summary>
    /// Whether an update holds a piece of an answer: words, thoughts, a call, or a fragment of one. Roles, pings, empty
    /// texts and counts are none.
    /// </summary>
    public static bool AreIn(ChatResponseUpdate update) =>
        update.Contents.Any(content => content is TextContent { Text.Length: > 0 }
            or TextReasoningContent { Text.Length: > 0 } or FunctionCallContent) ||
        update.RawRepresentation is StreamingChatCompletionUpdate { ToolCallUpdates.Count: > 0 } ||
        (update.RawRepresentation is RawMessageStreamEvent raw
            && raw.TryPickContentBlockStart(out var block) && block.ContentBlock.TryPickToolUse(out _));
}
