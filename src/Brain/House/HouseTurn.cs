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
    private const string SeenKey = "house.seen";

    private readonly List<(FunctionCallContent Call, JsonElement Result)> _results;
    private readonly AdditionalPropertiesDictionary _seen;
    private readonly Lexicon[] _lexicons;
    private readonly List<MissContent> _misses = [];
    private int _next;

    private HouseTurn(
        TurnFacts facts, string text, Lexicon[] lexicons, List<(FunctionCallContent Call, JsonElement Result)> results)
    {
        Facts = facts;
        _lexicons = lexicons;
        _results = results;
        _seen = results is [var (first, _), ..]
            && first.AdditionalProperties?.TryGetValue(SeenKey, out AdditionalPropertiesDictionary? seen) == true
                ? seen!
                : [];
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
        var calls = contents.OfType<FunctionCallContent>().ToDictionary(call => call.CallId);
        var results = contents.OfType<FunctionResultContent>()
            .Select(result => (calls[result.CallId], ToJson(result.Result)))
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

    /// <summary>
    /// What is looked at outside the messages: as it was seen first, each time the skill is run for this message,
    /// whatever has become of it meanwhile. A skill that saw two things would take a tool's answer for that of another
    /// question.
    /// </summary>
    /// <param name="name">What it is called.</param>
    /// <param name="look">Looks at it.</param>
    public T Once<T>(string name, Func<T> look) where T : class
    {
        if (_seen.TryGetValue(name, out T? seen))
            return seen!;
        var now = look();
        _seen[name] = now;
        return now;
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
        var members = JsonSerializer.SerializeToElement(arguments, BrainJson.Options).EnumerateObject()
            .ToDictionary(member => member.Name, member => (object?)member.Value);
        if (_next < _results.Count)
        {
            var (asked, result) = _results[_next++];
            return IsSame(asked, tool, members)
                ? Task.FromResult(new ToolAnswer(result))
                : throw new InvalidOperationException(
                    $"The skill called {asked.Name} before, and now calls {tool}, or with other arguments.");
        }

        Wanted = new FunctionCallContent($"{Facts.Turn}-house-{_next}", tool, members)
        {
            AdditionalProperties = new AdditionalPropertiesDictionary { [SeenKey] = _seen },
        };
        // Never completed: the skill stays where it is, and is let go together with this turn.
        return new TaskCompletionSource<ToolAnswer>().Task;
    }

    private static bool IsSame(FunctionCallContent asked, string tool, Dictionary<string, object?> members) =>
        asked.Name == tool && asked.Arguments?.Count == members.Count
        && members.All(member => asked.Arguments.TryGetValue(member.Key, out var before)
            && before is JsonElement was && JsonElement.DeepEquals(was, (JsonElement)member.Value!));

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
