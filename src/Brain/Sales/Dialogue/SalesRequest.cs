using Gateway.Brain.House;
using Gateway.Brain.House.Learning;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Understanding;
using Gateway.Brain.Turns;
using Gateway.Brain.Words;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>What a contact has written to the sales team, and where the conversation stands.</summary>
internal sealed class SalesRequest(HouseTurn turn)
{
    /// <summary>The request to the house model.</summary>
    public HouseTurn Turn => turn;

    /// <summary>The state as it was when the speaker took it up.</summary>
    public SalesState Sales { get; } = turn.State<SalesState>();

    /// <summary>What was written.</summary>
    public SalesReading Reading { get; } = SalesReading.Of(turn, turn.State<SalesState>());

    /// <summary>The button that was pressed, or null.</summary>
    public string? Pressed => turn.Facts.Pressed;

    /// <summary>Whether an offer waits for a yes.</summary>
    public bool IsProposed => turn.Facts.Proposed is { IsInBackground: false };

    /// <summary>Whether they were just told that it is enough to say who the contract is for.</summary>
    private bool IsContractAsked => Sales.Contract == ContractAsk.Answered;

    /// <summary>Whether it may take the offer that stands, and should be asked.</summary>
    public bool MayAccept => Sales is { Standing: not null, Converted: false } && SalesAssent.MayBe(Reading);

    /// <summary>Whether it seems to take the offer that waits; the gate has the last word.</summary>
    public bool Accepts => turn.Facts.Proposed is not null
        && (Pressed is ConfirmPayload.Any || ConfirmPayload.DigestIn(Pressed) is not null
            || (SalesAssent.Seems(Reading, new OfferSituation(IsContractAsked, !IsProposed))
                ?? (IsProposed && Assent.IsPlain(turn.Heard, readBack: null))));

    /// <summary>Words a phrase.</summary>
    public AgentText Say(string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        Phrasebook.Load($"SalesTalk.{turn.Facts.Locale}.phrases").Say(phrase, turn.Facts.Turn, values);

    /// <summary>Calls a tool.</summary>
    /// <returns>Its answer, or null when it could not do it.</returns>
    public async Task<T?> CallAsync<T>(string tool, object arguments) where T : class =>
        (await turn.CallAsync(tool, arguments)).As<T>();

    /// <summary>Small talk of which every conversation has some; null when there is none.</summary>
    public AgentText? SmallTalk() => House.SmallTalk.Answer(turn);

    /// <summary>Whether any of the intents that every conversation has stands in it.</summary>
    public bool Says(params ReadOnlySpan<string> intents) => turn.Heard.IsAny(intents);

    /// <summary>The words of a clause.</summary>
    public string WordsOf(ReadClause clause) => Reading.Text[clause.Start..clause.End];
}
