using Gateway.Brain.House.Reading;
using Gateway.Brain.Words;

namespace Gateway.Brain.House;

/// <summary>
/// What the house model knows of one agent's trade. The engine reads the message and runs the skill; the skill decides
/// which tools to call and words the answer. A skill sees only what any other model is told.
/// </summary>
internal interface IHouseSkill
{
    /// <summary>Name of the agent it speaks for.</summary>
    string Agent { get; }

    /// <summary>The embedded lexicon it adds to the engine's own, or null for none.</summary>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    string? Lexicon(string locale);

    /// <summary>Loads what it has learned, so that the first contact does not wait for it.</summary>
    void Prepare();

    /// <summary>
    /// What a message, or a piece of one, says of itself: by this the engine tells several requests from one in several
    /// pieces.
    /// </summary>
    /// <param name="heard">The piece, read with the engine's lexicon and the skill's own.</param>
    RequestSigns SignsIn(Utterance heard);

    /// <summary>
    /// Answers the contact. It is run again from its start after each tool call, with the results so far: it must
    /// decide by what the turn says alone, look at all else through <see cref="HouseTurn.Once"/>, and await nothing
    /// but <see cref="HouseTurn.CallAsync"/>.
    /// </summary>
    /// <returns>The words; empty when code says all that is to be said.</returns>
    Task<AgentText> AnswerAsync(HouseTurn turn);
}

/// <summary>What a piece of a conversation says of itself, as a trade reads it.</summary>
internal sealed record RequestSigns
{
    /// <summary>What it asks about that the business has an answer to, as the lexicon calls it; or null.</summary>
    public string? Topic { get; init; }

    /// <summary>Whether it asks for something of the trade: a price, an order.</summary>
    public bool Asks { get; init; }

    /// <summary>Whether it can be done although it names nothing: "I'll take it".</summary>
    public bool StandsAlone { get; init; }

    /// <summary>Whether it would rather have something else than what was wanted before.</summary>
    public bool Prefers { get; init; }

    /// <summary>The words that say what it is about, folded.</summary>
    public IReadOnlyList<string> Content { get; init; } = [];
}
