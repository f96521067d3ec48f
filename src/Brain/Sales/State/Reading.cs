using System.Text.Json.Serialization;

namespace Gateway.Brain.Sales.State;

/// <summary>
/// What the supervisor read of an objection in the running turn: for who speaks next in it, and for nobody after.
/// </summary>
/// <param name="Category">What the objection is about; null: nothing was objected to.</param>
/// <param name="AskedDiscount">The discount that is asked for, in percent; null: none in figures.</param>
/// <param name="Feature">Id of the feature that is missed or asked about; or null.</param>
/// <param name="Competitor">What they call the product that they use or look at; or null.</param>
internal sealed record Reading(
    ObjectionCategory? Category, decimal? AskedDiscount = null, string? Feature = null,
    [property: JsonPropertyName("comparedWith")] string? Competitor = null);
