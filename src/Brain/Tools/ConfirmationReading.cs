using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Turns;

namespace Gateway.Brain.Tools;

/// <summary>
/// Reads whether the contact confirms what was read back. A model may take anything for a yes; a tool with effects runs
/// only on one that code reads as such.
/// </summary>
internal static class ConfirmationReading
{
    private static readonly string[] Refusing = [Intents.No, Intents.Cancel, Intents.Wait];

    /// <summary>Whether the contact has confirmed, in this turn, that the tool is run.</summary>
    public static Confirmation Of(SolutionTurn turn, Tool tool)
    {
        if (turn.Proposal is not { } proposal || proposal.Tool != tool.Name)
            return Confirmation.NothingProposed;
        var context = turn.Context;
        if (proposal.IsOfModel && !Answers(context, proposal))
            return Confirmation.NotConfirmed;
        string[] refusing = [.. Refusing.Where(intent => intent != tool.AgreedBy)];
        // A button that was pressed with words that refuse is no yes.
        if (context.Payload is not null
            && (Read(context.Text, context).IsAny(refusing) || SaysMore(turn, proposal.ReadBack ?? "", tool)))
            return Confirmation.NothingProposed;
        return proposal.Check(
            turn.PressedDigest,
            InOwnWords(turn, proposal.ReadBack ?? "", tool)
                ?? (!proposal.IsInBackground && SaysYes(context, proposal.ReadBack ?? "", tool.AgreedBy, refusing)),
            context.Turn.Id.Number, context.At);
    }

    // What a model has put together is taken for confirmed only by its own button, or by the very next words.
    private static bool Answers(TurnContext context, Proposal proposal) => context.Payload is null
        ? !proposal.IsInBackground
        : ConfirmPayload.DigestIn(context.Payload) == proposal.Digest;

    // A button with "oh, and make it 50" behind it is no yes to what it stands for.
    private static bool SaysMore(SolutionTurn turn, string readBack, Tool tool) => turn.Context.Turn.Messages
        .Where(message => message.Content?.Payload is null && message.Text.Length > 0)
        .Any(message => tool.AgreesIn(turn, message.Text, readBack) == false
            || (Read(message.Text, turn.Context) is var said
                && !Assent.IsPlain(said, readBack, tool.AgreedBy) && !Assent.IsCourtesy(said)));

    private static bool? InOwnWords(SolutionTurn turn, string readBack, Tool tool) =>
        turn.Context is { Payload: null, Text.Length: > 0 } context
            ? tool.AgreesIn(turn, context.Text, readBack)
            : null;

    private static bool SaysYes(TurnContext context, string readBack, string? agreedBy, string[] refusing)
    {
        if (context.Payload is not null)
            return false;
        // Message by message: in "oui" and "non attendez" together the no would not stand at the beginning.
        var heard = context.Turn.Messages.Select(message => Read(message.Text, context)).ToList();
        return heard.Exists(said => Assent.IsPlain(said, readBack, agreedBy))
            && !heard.Exists(said => said.IsAny(refusing) || said.Is(Intents.Hesitation))
            && heard.TrueForAll(said => Assent.IsPlain(said, readBack, agreedBy) || Assent.IsCourtesy(said))
            && ContactDetails.Read(context.Text, []).IsEmpty
            && Firm.Read(context.Text, named: null, isAsked: false).IsEmpty;
    }

    private static Utterance Read(string text, TurnContext context) =>
        Utterance.Read(text, context.Locale, Lexicon.Load($"House.{context.Locale}.lexicon"));
}
