using System.Text.Json.Serialization;

namespace Gateway.Brain.Sales.State;

/// <summary>Something that the contact holds against an offer.</summary>
/// <param name="Category">What it is about.</param>
/// <param name="Text">In the contact's words, at most 200 letters.</param>
/// <param name="Round">The round of negotiation that it belongs to, from 1 on.</param>
/// <param name="Handled">Whether it was dealt with, and the contact went on to something else.</param>
internal sealed record Objection(
    ObjectionCategory Category, [property: JsonPropertyName("objected")] string Text, int Round, bool Handled = false);

/// <summary>What was tried against an objection.</summary>
/// <param name="Category">What the objection is about.</param>
/// <param name="Strategy">How it was answered.</param>
/// <param name="Round">In which round, from 1 on.</param>
internal sealed record TriedStep(ObjectionCategory Category, Strategy Strategy, int Round);
