using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Gateway.Brain.Words;

/// <summary>
/// Wording in one language: several variants for each phrase, with <c>{placeholders}</c>. Phrasebooks are embedded JSON
/// files; which variant is said follows from the turn's id, so that a turn that is run again says the same.
/// </summary>
internal sealed class Phrasebook
{
    private static readonly ConcurrentDictionary<string, Phrasebook> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string[]> _phrases;
    private readonly string _locale;

    private Phrasebook(Dictionary<string, string[]> phrases, string locale) => (_phrases, _locale) = (phrases, locale);

    /// <summary>Every phrase with its variants.</summary>
    public IReadOnlyDictionary<string, string[]> Phrases => _phrases;

    /// <summary>The embedded phrasebook of that name.</summary>
    /// <param name="name">Its logical name, as in <c>House.fr.phrases</c>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Phrasebook Load(string name) => Loaded.GetOrAdd(name, static name =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no phrasebook {name}.");
        return new Phrasebook(JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream)!, name.Split('.')[1]);
    });

    /// <summary>
    /// Words a phrase. What a phrase itself says may use the notation of agents' words; values are escaped unless they
    /// are such words.
    /// </summary>
    /// <param name="key">Its name.</param>
    /// <param name="seed">What chooses the variant: the turn's id.</param>
    /// <param name="values">What stands for the placeholders.</param>
    /// <exception cref="KeyNotFoundException">There is no such phrase.</exception>
    public AgentText Say(string key, string seed, params ReadOnlySpan<(string Name, AgentText Value)> values)
    {
        var phrase = Choose(key, seed);
        var text = new StringBuilder(phrase.Length);
        // In one go: what stands in a value is never read as a placeholder.
        for (var at = 0; at < phrase.Length; at++)
        {
            var end = phrase[at] == '{' ? phrase.IndexOf('}', at) : -1;
            if (end < 0 || Find(values, phrase.AsSpan((at + 1)..end)) is not { } value)
            {
                text.Append(phrase[at]);
                continue;
            }

            Elision.Append(text, value.Markdown, _locale);
            at = end;
        }

        return AgentText.Trusted(text.ToString());
    }

    /// <summary>
    /// A phrase as plain text, for a button or another place that knows no notation; it has no placeholders.
    /// </summary>
    public string Label(string key, string seed) => Choose(key, seed);

    private string Choose(string key, string seed)
    {
        var variants = _phrases[key];
        return variants[(int)(Hash(key, seed) % (uint)variants.Length)];
    }

    private static AgentText? Find(ReadOnlySpan<(string Name, AgentText Value)> values, ReadOnlySpan<char> name)
    {
        foreach (var (known, value) in values)
        {
            if (name.SequenceEqual(known))
                return value;
        }

        return null;
    }

    // FNV-1a: the same on every machine and in every run, unlike string.GetHashCode.
    private static uint Hash(string key, string seed)
    {
        var hash = 2166136261u;
        foreach (var letter in key.Concat(seed))
            hash = (hash ^ letter) * 16777619u;
        return hash ^ (hash >> 15);
    }
}
