using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.ChatModels;

/// <summary>
/// Marks for Anthropic what is the same from turn to turn, so that it is read from its cache at a tenth of the price:
/// the tools, and the first system message, which holds the agent's instructions. What follows changes with each turn.
/// The prompt begins with the tools, so that the second mark covers both
/// (https://docs.claude.com/en/docs/build-with-claude/prompt-caching); OpenAI's services keep prompts by themselves.
/// </summary>
internal sealed class PromptCache(IChatClient model) : StreamedChatClient(model)
{
    private static readonly CacheControlEphemeral ForMinutes = new();

    /// <inheritdoc/>
    public override IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default) =>
        InnerClient.GetStreamingResponseAsync(Mark(messages), Mark(options), cancellationToken);

    private static List<ChatMessage> Mark(IEnumerable<ChatMessage> messages)
    {
        List<ChatMessage> marked = [.. messages];
        if (marked is [{ Text.Length: > 0 } first, ..] && first.Role == ChatRole.System)
        {
            // A copy: what was given belongs to who asked, and goes to another model should this one fail.
            marked[0] = first.Clone();
            marked[0].Contents = [new TextContent(first.Text).WithCacheControl(ForMinutes)];
        }

        return marked;
    }

    private static ChatOptions? Mark(ChatOptions? options)
    {
        if (options?.Tools is not [.., AIFunctionDeclaration last] tools)
            return options;
        var marked = options.Clone();
        marked.Tools = [.. tools.SkipLast(1), new MarkedTool(last)];
        return marked;
    }

    private sealed class MarkedTool(AIFunctionDeclaration tool) : AIFunctionDeclaration
    {
        private readonly Dictionary<string, object?> _properties =
            new(tool.AdditionalProperties) { [nameof(Tool.CacheControl)] = ForMinutes };

        public override string Name => tool.Name;

        public override string Description => tool.Description;

        public override System.Text.Json.JsonElement JsonSchema => tool.JsonSchema;

        public override System.Text.Json.JsonElement? ReturnJsonSchema => tool.ReturnJsonSchema;

        public override IReadOnlyDictionary<string, object?> AdditionalProperties => _properties;
    }
}
