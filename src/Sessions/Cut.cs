namespace Gateway.Sessions;

/// <summary>How a turn was interrupted.</summary>
/// <param name="Said">What had been said of it.</param>
/// <param name="Heard">What the contact got of that, where the channel knows better; else null.</param>
internal sealed record Cut(string Said, string? Heard)
{
    /// <summary>
    /// What is to be committed: what the handler wants to, with the words that were heard in place of those it had in
    /// mind. What they would have asked at their end was not asked.
    /// </summary>
    /// <param name="result">What the handler wants to commit.</param>
    /// <param name="isShown">Whether the channel shows words as they come; where it does not, nobody has got
    /// any.</param>
    /// <param name="now">When it is.</param>
    public TurnResult Of(TurnResult result, bool isShown, DateTimeOffset now)
    {
        var said = isShown ? Said : "";
        var heard = Heard is not null && said.StartsWith(Heard, StringComparison.Ordinal) ? Heard : said;
        var at = result.Entries.TakeWhile(entry => entry is not { Role: EntryRole.Agent, IsOutgoing: true }).Count();
        var answer = at < result.Entries.Count ? result.Entries[at] : new NewEntry(EntryRole.Agent, "");
        // It came too late: all was said.
        if (answer.Text == heard)
            return result;
        IEnumerable<NewEntry> before = result.Entries.Take(at), after = result.Entries.Skip(at + 1);
        return result with
        {
            Expects = Expectation.Free,
            Notes = [.. result.Notes, new TurnNote(
                Agent: null, "interrupted", $"{heard.Length} of {Said.Length} characters were heard", now)],
            Entries = heard.Length == 0
                ? [.. before, .. after]
                : [.. before, answer with { Text = said, Parts = [], Heard = heard }, .. after],
        };
    }
}
