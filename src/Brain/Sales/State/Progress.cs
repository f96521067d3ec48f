namespace Gateway.Brain.Sales.State;

/// <summary>How the state goes on from turn to turn.</summary>
internal static class Progress
{
    extension(SalesState sales)
    {
        /// <summary>
        /// A turn begins: what was suggested in the one before is done with, and who writes again reopens it.
        /// </summary>
        public SalesState AsBegun() =>
            (sales.NextAgent is { } agent ? sales.WithAgent(agent) : sales).AsReopened() with
            {
                Read = null,
                Contract = sales.Contract == ContractAsk.Asking ? ContractAsk.Answered : null,
            };

        /// <summary>
        /// More is known of the contact; who has bought, waits for a person or was promised something, and now says how
        /// they are reached, is recorded once more.
        /// </summary>
        public SalesState WithLeadToRecord(Lead learnt)
        {
            var known = sales.WithLead(learnt);
            return known.Lead.IsReachedAs(sales.Lead)
                ? known
                : known with
                {
                    ConversionRecorded = false,
                    EscalationRecorded = false,
                    LeadOwed = sales.ArrangedRecorded > 0 || sales.ConsentRecorded is not null,
                };
        }

        /// <summary>Some of what they were asked for is known.</summary>
        public SalesState WithoutAsked(IEnumerable<string> known) =>
            sales with { Asked = [.. sales.Asked.Except(known)] };

        /// <summary>
        /// Something was arranged; said again it changes the time, as long as the customer records do not hold it.
        /// </summary>
        public SalesState WithArranged(Arranged arranged)
        {
            var same = sales.Arranged.LastOrDefault(one => one.Kind == arranged.Kind);
            if (same is not null && (arranged.When is null || arranged.When == same.When))
                return sales;
            return sales with
            {
                Arranged =
                [
                    .. sales.Arranged.Take(sales.ArrangedRecorded),
                    .. sales.Arranged.Skip(sales.ArrangedRecorded).Where(one => one.Kind != arranged.Kind),
                    arranged,
                ],
            };
        }
    }
}
