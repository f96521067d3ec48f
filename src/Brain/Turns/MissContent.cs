using Gateway.Sessions;
using Microsoft.Extensions.AI;

namespace Gateway.Brain.Turns;

/// <summary>
/// What a model says beside its words: that it did not understand some of the contact's, or does not know what they
/// ask. It is no call: the model neither waits for it nor hears of it again. It comes with the first of the words, so
/// that a reply that is cut off has it too.
/// </summary>
/// <param name="kind">What kind of miss, as the solution calls it.</param>
/// <param name="words">The contact's words, fit to be kept.</param>
internal sealed class MissContent(string kind, NotedWords words) : AIContent
{
    /// <summary>What kind of miss, as the solution calls it.</summary>
    public string Kind => kind;

    /// <summary>The contact's words, fit to be kept.</summary>
    public NotedWords Words => words;
}
