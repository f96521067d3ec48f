using Gateway.Brain.Records;

namespace Gateway.Brain.Contacts;

/// <summary>
/// What else keeps something of a contact, and is told when two become one or one gets another address.
/// </summary>
internal interface IContactMerges
{
    /// <summary>
    /// Moves what is kept of one contact to another, in the transaction that joins them. Both rows are held.
    /// </summary>
    Task MergeAsync(RecordsDbContext db, Contact loser, Contact winner, CancellationToken cancellationToken);

    /// <summary>
    /// A contact has its identities as they stand now; the transaction has not ended and the row is held.
    /// </summary>
    Task SettleAsync(RecordsDbContext db, Contact contact, CancellationToken cancellationToken);
}
