using Gateway.Sessions;

namespace Gateway.Brain.Turns;

/// <summary>One thing that a contact asks for in a turn, in as many messages as they took for it.</summary>
/// <param name="Messages">
/// Its messages, oldest first; of one that asks for several things only the piece that asks for this one. Not empty.
/// </param>
/// <param name="Asking">The words that ask, without what stands around them, for above the answer. May be
/// empty.</param>
/// <param name="IsTakenBack">
/// Whether the next one corrects it: then it is heard, because the correction builds on it, and not answered.
/// </param>
internal sealed record Request(IReadOnlyList<Entry> Messages, string Asking, bool IsTakenBack);

/// <summary>
/// A model that understands one thing at a time, and says where one ends and the next begins. A model that is not one
/// is handed all that came at once. Found by
/// <see cref="Microsoft.Extensions.AI.IChatClient.GetService"/>.
/// </summary>
internal interface IOneRequestAtATime
{
    /// <summary>What a turn's messages ask for, in order; at least one.</summary>
    /// <param name="agent">Name of the agent that is to answer.</param>
    /// <param name="locale"><c>fr</c> or <c>en</c>.</param>
    /// <param name="messages">The messages, oldest first; not empty.</param>
    /// <param name="isAnswer">Whether the contact was asked something that the first of them may answer.</param>
    IReadOnlyList<Request> Split(string agent, string locale, IReadOnlyList<Entry> messages, bool isAnswer);
}
