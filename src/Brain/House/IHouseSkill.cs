namespace Gateway.Brain.House;

/// <summary>
/// What the house model knows of one agent's trade. The engine reads the message and runs the skill; the skill decides which tools
/// to call and words the answer. A skill sees only what any other model is told.
/// </summary>
internal interface IHouseSkill
{
    /// <summary>Name of the agent it speaks for.</summary>
    string Agent { get; }

    /// <summary>The embedded lexicon it adds to the engine's own, or null for none.</summary>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    string? Lexicon(string locale);

    /// <summary>
    /// Answers the contact. It is run again from its start after each tool call, with the results so far: it must decide by what the
    /// turn says alone, and await nothing but <see cref="HouseTurn.CallAsync"/>.
    /// </summary>
    /// <returns>The words; empty when code says all that is to be said.</returns>
    Task<AgentText> AnswerAsync(HouseTurn turn);
}
