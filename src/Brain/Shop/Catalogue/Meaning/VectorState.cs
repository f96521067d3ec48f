namespace Gateway.Brain.Shop.Catalogue.Meaning;

/// <summary>Tells vectors that were read from those that are there by now.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Newest">When the last was embedded; null where there is none.</param>
internal sealed record VectorState(int Count, DateTimeOffset? Newest);
