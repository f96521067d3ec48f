namespace Gateway.Brain.House.Learning;

/// <summary>
/// Finds the word that was meant though one letter of it is missing, too many or another, or two stand the other way
/// round: both are the same once a letter is taken out of each. Built with every start, so what is kept of a word
/// without one of its letters is a number.
/// </summary>
internal sealed class Misspellings
{
    // Shorter words have too many neighbours.
    private const int Shortest = 5;

    private const ulong Basis = 14695981039346656037UL;
    private const ulong Prime = 1099511628211UL;
    private const ulong FormBits = (1 << 24) - 1;

    private readonly List<string> _forms = [];

    // Open addressing: the number of a shortened word but for its last bits, and in these the form it is of, from 1.
    private readonly ulong[] _slots;

    /// <summary>Takes up words, folded; phrases and short words are left out.</summary>
    public Misspellings(IEnumerable<string> forms)
    {
        var count = 0;
        foreach (var form in forms)
        {
            if (form.Length < Shortest || form.Contains(' ', StringComparison.Ordinal))
                continue;
            _forms.Add(form);
            count += form.Length - 1;
        }

        _slots = new ulong[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(count * 2) + 1)];
        for (var form = 0; form < _forms.Count; form++)
            Add(form);
    }

    /// <summary>
    /// The word that a word most likely is, or null. Its first letter is taken to be right; of several the first in
    /// the alphabet.
    /// </summary>
    /// <param name="word">Folded, none of <paramref name="known"/>.</param>
    /// <param name="known">The words there are.</param>
    public string? Find(string word, Dictionary<string, string[]> known)
    {
        if (word.Length < Shortest || !char.IsLetter(word[0]))
            return null;
        // A letter is missing.
        if (FormOf(HashWithout(word, word.Length)) is { } longer)
            return longer;
        for (var at = 1; at < word.Length; at++)
        {
            if (word.Length > Shortest && word.Remove(at, 1) is var shorter && known.ContainsKey(shorter))
                return shorter;
            if (FormOf(HashWithout(word, at)) is { } like && like[0] == word[0])
                return like;
        }

        return null;
    }

    private void Add(int form)
    {
        var word = _forms[form];
        var before = Basis;
        for (var at = 1; at < word.Length; at++)
        {
            before = (before ^ word[at - 1]) * Prime;
            var hash = before;
            for (var i = at + 1; i < word.Length; i++)
                hash = (hash ^ word[i]) * Prime;
            ref var slot = ref _slots[SlotOf(hash)];
            if (slot == 0 || string.CompareOrdinal(word, _forms[(int)(slot & FormBits) - 1]) < 0)
                slot = (hash & ~FormBits) | (uint)(form + 1);
        }
    }

    private string? FormOf(ulong hash) => _slots[SlotOf(hash)] is var slot and not 0
        ? _forms[(int)(slot & FormBits) - 1]
        : null;

    // Where a shortened word stands, or the empty place where it would.
    private int SlotOf(ulong hash)
    {
        var mask = _slots.Length - 1;
        var at = (int)(hash ^ (hash >> 32)) & mask;
        while (_slots[at] != 0 && (_slots[at] ^ hash) > FormBits)
            at = (at + 1) & mask;
        return at;
    }

    // What is left of a word without one of its letters, as a number; its length: without none.
    private static ulong HashWithout(string word, int at)
    {
        var hash = Basis;
        for (var i = 0; i < word.Length; i++)
        {
            if (i != at)
                hash = (hash ^ word[i]) * Prime;
        }

        return hash;
    }
}
