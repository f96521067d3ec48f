using Gateway.Brain.Agents;
using Gateway.Brain.Memory;
using Gateway.Sessions;

namespace Gateway.Brain.Plans;

/// <summary>Puts together what a turn commits.</summary>
internal static class Outcome
{
    /// <summary>The result with what was said.</summary>
    public static TurnResult Said(TurnResult result, ReplyGuard guard, IReadOnlyList<Part> parts) =>
        guard.Text.Length == 0 && parts.Count == 0
        ? result
        : result with { Entries = [new NewEntry(EntryRole.Agent, guard.Text) { Parts = parts }] };

    /// <summary>The result with a state, and the turn's decisions for the ledger.</summary>
    /// <param name="result">What is committed besides.</param>
    /// <param name="state">The brain's state.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="steps">How its answer came about, decisions among them; empty where nothing was answered.</param>
    public static TurnResult Kept(
        TurnResult result, BrainState state, Turn turn, params IReadOnlyList<TurnNote> steps) => result with
        {
            State = state.Write(),
            Notes =
            [
                .. state.Decisions
                    .Where(decision => decision.Turn == turn.Id.Number && decision.Digest is null)
                    .Select(decision => new TurnNote(decision.Agent, decision.Rule, decision.Reason, decision.At)),
                .. steps,
            ],
        };
}
