using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Gateway.Brain.House;

/// <summary>
/// Wording in one language: several variants for each phrase, with <c>{placeholders}</c>. Phrasebooks are embedded JSON files; which
/// variant is said follows from the turn's id, so that a turn that is run again says the same.
/// </summary>
internal sealed class Phrasebook
{
    private static readonly ConcurrentDictionary<string, Phrasebook> Loaded = new(StringComparer.Ordinal);

    private readonly Dictionary<string, string[]> _phrases;

    private Phrasebook(Dictionary<string, string[]> phrases) => _phrases = phrases;

    /// <summary>Every phrase with its variants.</summary>
    public IReadOnlyDictionary<string, string[]> Phrases => _phrases;

    /// <summary>The embedded phrasebook of that name.</summary>
    /// <param name="name">Its logical name, as in <c>House.fr.phrases</c>.</param>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static Phrasebook Load(string name) => Loaded.GetOrAdd(name, static name =>
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"There is no phrasebook {name}.");
        return new Phrasebook(JsonSerializer.Deserialize<Dictionary<string, string[]>>(stream)!);
    });

    /// <summary>Words a phrase.</summary>
    /// <param name="key">Its name.</param>
    /// <param name="seed">What chooses the variant: the turn's id.</param>
    /// <param name="values">What stands for the placeholders.</param>
    /// <exception cref="KeyNotFoundException">There is no such phrase.</exception>
    public string Say(string key, string seed, params ReadOnlySpan<(string Name, string Value)> values)
    {
        var variants = _phrases[key];
        var text = new StringBuilder(variants[(int)(Hash(key, seed) % (uint)variants.Length)]);
        foreach (var (name, value) in values)
            text.Replace($"{{{name}}}", value);
        return text.ToString();
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
