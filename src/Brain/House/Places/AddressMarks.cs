namespace Gateway.Brain.House.Places;

/// <summary>What a token of a message was found to be.</summary>
internal enum AddressKind
{
    /// <summary>Nothing of an address yet.</summary>
    None,
    Street,
    Unit,
    Site,
    Care,
    Relay,
    Postcode,
    Town,
    Region,
    Country,
}

/// <summary>The tokens of a message, and what each of them was found to be so far.</summary>
internal sealed class AddressMarks(string text)
{
    private const int LongestSegment = 12;

    private readonly AddressKind[] _kinds = new AddressKind[text.Length + 1];

    /// <summary>The tokens.</summary>
    public List<AddressToken> Tokens { get; } = AddressToken.In(text);

    /// <summary>How many there are.</summary>
    public int Count => Tokens.Count;

    /// <summary>The token's folded text; empty behind the last one and before the first.</summary>
    public string this[int at] => at >= 0 && at < Count ? Tokens[at].Text : "";

    /// <summary>What a token was found to be.</summary>
    public AddressKind Kind(int at) => at >= 0 && at < Count ? _kinds[at] : AddressKind.None;

    /// <summary>Whether a token exists, is free, and goes on from the one before.</summary>
    public bool Joins(int at) => at > 0 && at < Count && Tokens[at].Joins && _kinds[at] == AddressKind.None;

    /// <summary>Marks tokens.</summary>
    public void Mark(int from, int end, AddressKind kind) => Array.Fill(_kinds, kind, from, end - from);

    /// <summary>Whether any token is of a kind.</summary>
    public bool Has(AddressKind kind) => Array.IndexOf(_kinds, kind, 0, Count) >= 0;

    /// <summary>The text of tokens as it was written, on one line.</summary>
    public string Raw(int from, int end) => end <= from ? ""
        : string.Join(' ', text[Tokens[from].Start..Tokens[end - 1].End]
            .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The key (<see cref="PlaceTable.KeyOf"/>) of tokens.</summary>
    public string Key(int from, int end) =>
        string.Concat(Tokens.Skip(from).Take(end - from).Select(token => PlaceTable.KeyPart(token.Text)));

    /// <summary>Where the segment of a token ends: where a comma or stop parts it from the next.</summary>
    public int SegmentEnd(int at)
    {
        var end = at + 1;
        while (end < Count && end < at + LongestSegment && Tokens[end].Joins)
            end++;
        return end;
    }

    /// <summary>The runs of tokens of a kind, as they were written.</summary>
    public IEnumerable<string> Runs(AddressKind kind)
    {
        for (var i = 0; i < Count; i++)
        {
            if (_kinds[i] != kind)
                continue;
            var end = i + 1;
            while (end < Count && _kinds[end] == kind && Tokens[end].Before != Gap.Break)
                end++;
            yield return Raw(i, end);
            i = end - 1;
        }
    }
}
