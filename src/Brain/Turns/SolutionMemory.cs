
namespace Gateway.Brain.Turns;

/// <summary>What a solution knows from one turn to the next.</summary>
/// <param name="State">Its state: a record that JSON can hold.</param>
/// <param name="Proposal">What was read back and waits for the contact's yes, or null.</param>
internal sealed record SolutionMemory(object State, Proposal? Proposal);
