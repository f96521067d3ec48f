using System.Text.Json;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;
using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.House;

/// <summary>
/// One request to the house model, read from the messages any model is given: the facts, what the contact wrote, and
/// what the tools have answered so far.
/// </summary>
internal sealed class HouseTurn
{
    private readonly List<(string Tool, JsonElement Result)> _results;
    private readonly Lexicon[] _lexicons;
    private readonly List<MissContent> _misses = [];
    private int _next;

    private HouseTurn(
        TurnFacts facts, string text, Lexicon[] lexicons, List<(string Tool, JsonElement Result)> results)
    {
        Facts = facts;
        _lexicons = lexicons;
        _results = results;
        Heard = Utterance.Read(EmojiWords.Spell(text, facts.Locale), facts.Locale, lexicons);
    }

    /// <summary>What the gateway says of the turn.</summary>
    public TurnFacts Facts { get; }

    /// <summary>What the contact wrote, or the part of it that is being answered.</summary>
    public Utterance Heard { get; private set; }

    /// <summary>The tool call the skill is waiting for, or null when it has all it asked for.</summary>
    public FunctionCallContent? Wanted { get; private set; }

    /// <summary>Reads a request.</summary>
    public static HouseTurn Read(
        IReadOnlyList<ChatMessage> messages, TurnFacts facts, params ReadOnlySpan<Lexicon> lexicons)
    {
        var last = messages.Count - 1;
        while (last >= 0 && messages[last].Role != ChatRole.User)
            last--;
        var text = last >= 0 ? messages[last].Text : "";
        var contents = messages.Skip(last + 1).SelectMany(message => message.Contents).ToList();
        var names = contents.OfType<FunctionCallContent>().ToDictionary(call => call.CallId, call => call.Name);
        var results = contents.OfType<FunctionResultContent>()
            .Select(result => (names[result.CallId], ToJson(result.Result)))
            .ToList();
        return new HouseTurn(facts, text, [.. lexicons], results);
    }

    /// <summary>How many tools were called so far to answer this message.</summary>
    public int Calls => _next;

    /// <summary>
    /// What the skill did not understand, or does not know. Of a skill that waits for a tool it is not all yet.
    /// </summary>
    public IReadOnlyList<MissContent> Misses => _misses;

    /// <summary>Notes what the skill did not understand, or does not know.</summary>
    /// <param name="kind">What kind of miss, as the trade calls it.</param>
    /// <param name="words">The contact's words, as <see cref="Impersonal"/> gives them; null: none may be kept, and
    /// nothing is noted.</param>
    /// <param name="about">What was under discussion, as the trade calls it; or null.</param>
    public void Miss(string kind, string? words, string? about)
    {
        if (words is not null)
            _misses.Add(new MissContent(kind, new NotedWords(words, Facts.Locale, about)));
    }

    /// <summary>Goes on with a part of what the contact wrote.</summary>
    public void TurnTo(string part) => Heard = Utterance.Read(part, Facts.Locale, _lexicons);

    /// <summary>The solution's state as the skill knows it.</summary>
    public T State<T>() where T : new() =>
        Facts.State.ValueKind == JsonValueKind.Object
            ? Facts.State.Deserialize<T>(BrainJson.Options) ?? new T()
            : new T();

    /// <summary>
    /// Calls a tool. The first time the skill gets this far the request ends here and the call goes out; when the
    /// answer is there the skill is run again and comes by with the result in hand.
    /// </summary>
    /// <param name="tool">Name of the tool.</param>
    /// <param name="arguments">An object whose members are the arguments.</param>
    /// <exception cref="InvalidOperationException">The skill took another way than when it asked first.</exception>
    public Task<ToolAnswer> CallAsync(string tool, object arguments)
    {
        if (_next < _results.Count)
        {
            var (answered, result) = _results[_next++];
            return answered == tool
                ? Task.FromResult(new ToolAnswer(result))
                : throw new InvalidOperationException($"The skill asked for {answered} before and for {tool} now.");
        }

        var members = JsonSerializer.SerializeToElement(arguments, BrainJson.Options).EnumerateObject()
            .ToDictionary(member => member.Name, member => (object?)member.Value);
        Wanted = new FunctionCallContent($"{Facts.Turn}-house-{_next}", tool, members);
        // Never completed: the skill stays where it is, and is let go together with this turn.
        return new TaskCompletionSource<ToolAnswer>().Task;
    }

    private static JsonElement ToJson(object? result) => result switch
    {
        JsonElement json => json,
        string text => JsonSerializer.SerializeToElement(text),
        _ => JsonSerializer.SerializeToElement(result, BrainJson.Options),
    };
}

/// <summary>What a tool answered.</summary>
/// <param name="Json">As the tool returned it.</param>
internal readonly record struct ToolAnswer(JsonElement Json)
{
    /// <summary>Why the tool did not do it, or null when it did.</summary>
    public string? Error =>
        Json.ValueKind == JsonValueKind.Object && Json.TryGetProperty("error", out var error)
            ? error.GetString()
            : null;

    /// <summary>The result as its record, or null when the tool did not do it.</summary>
    public T? As<T>() where T : class => Error is null ? Json.Deserialize<T>(BrainJson.Options) : null;
}
