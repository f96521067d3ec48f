namespace Gateway.Brain.Inspection.Knowing;

/// <summary>Something that is true of a centre, or of the law, in one language.</summary>
/// <param name="Id">
/// Its name, unique in the centre: its topic and what of it, such as <c>price.periodique.moto</c>, <c>law.sale</c>,
/// <c>answer.1</c>.
/// </param>
/// <param name="Topic">
/// What it is about: <c>hours</c>, <c>place</c>, <c>contact</c>, <c>papers</c>, <c>duration</c>, <c>dropoff</c>,
/// <c>payment</c>, <c>price</c>, <c>vehicle</c>, <c>languages</c>, <c>booking</c>, <c>law</c>, <c>revisit</c>,
/// <c>result</c> or <c>answer</c>.
/// </param>
/// <param name="Title">The question that it answers.</param>
/// <param name="Text">
/// What is said: sentences that stand by themselves, with no-break spaces where French has them.
/// </param>
internal sealed record CentreFact(string Id, string Topic, string Title, string Text)
{
    /// <summary>How well it fits what was asked, 0 to 1; 0 when nothing was.</summary>
    public double Score { get; init; }
}
