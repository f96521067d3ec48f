using System.Runtime.CompilerServices;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Turns;
using Gateway.Sessions;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Gateway.Brain.House;

/// <summary>
/// The embedded model: no key, no network, French and English. It keeps nothing between requests; all it knows stands
/// in the messages, as for any other model.
/// </summary>
internal sealed class HouseChatClient(
    IEnumerable<IHouseSkill> skills, IOptions<HouseOptions> options, TimeProvider time)
    : IChatClient, IOneRequestAtATime
{
    /// <summary>The provider's name in configuration and metadata.</summary>
    public const string Provider = "house";

    private readonly Dictionary<string, IHouseSkill> _skills = skills.ToDictionary(skill => skill.Agent);
    private readonly TimeSpan _pace = TimeSpan.FromMilliseconds(options.Value.PaceMs);

    /// <inheritdoc/>
    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        List<ChatResponseUpdate> updates = [];
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
            updates.Add(update);
        return updates.ToChatResponse();
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var turn = Read([.. messages], out var skill);
        var answer = skill.AnswerAsync(turn);
        if (turn.Wanted is { } call)
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [call]);
            yield break;
        }

        var said = await answer;
        List<AIContent> beside = [.. turn.Misses];
        foreach (var word in WordsOf(said.Markdown))
        {
            yield return new ChatResponseUpdate(ChatRole.Assistant, [.. beside, new TextContent(word)]);
            beside.Clear();
            if (_pace > TimeSpan.Zero)
                await Task.Delay(_pace, time, cancellationToken);
        }
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is not null ? null
        : serviceType == typeof(ChatClientMetadata) ? new ChatClientMetadata(Provider)
        : serviceType.IsInstanceOfType(this) ? this
        : null;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<Request> Split(string agent, string locale, IReadOnlyList<Entry> messages, bool isAnswer) =>
        _skills.TryGetValue(agent, out var skill)
            ? new Burst(skill, locale, LexiconsOf(skill, locale)).Split(messages, isAnswer)
            : [Burst.Whole(messages)];

    private HouseTurn Read(List<ChatMessage> messages, out IHouseSkill skill)
    {
        if (!TurnFacts.TryFind(messages, out var facts))
            throw new InvalidOperationException("The house model needs the facts of the turn.");
        if (!_skills.TryGetValue(facts.Agent, out skill!))
            throw new InvalidOperationException($"The house model has no skill for agent {facts.Agent}.");
        return HouseTurn.Read(messages, facts, LexiconsOf(skill, facts.Locale));
    }

    private static Lexicon[] LexiconsOf(IHouseSkill skill, string locale)
    {
        var common = Lexicon.Load($"House.{locale}.lexicon");
        return skill.Lexicon(locale) is { } own ? [common, Lexicon.Load(own)] : [common];
    }

    private static IEnumerable<string> WordsOf(string text)
    {
        for (var start = 0; start < text.Length;)
        {
            var end = text.IndexOfAny([' ', '\n'], start);
            end = end < 0 ? text.Length : end + 1;
            yield return text[start..end];
            start = end;
        }
    }
}
