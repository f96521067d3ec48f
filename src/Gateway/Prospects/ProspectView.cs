using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;
using Gateway.Sessions;

namespace Gateway.Prospects;

/// <summary>A page of prospects.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">What to pass as <c>after</c> for the following page; left out on the last one.</param>
internal sealed record ProspectPage(
    IReadOnlyList<ProspectView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>What can be changed of a prospect: its status, and nothing else.</summary>
/// <param name="Status">hot, warm, cold, won or lost.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProspectPatch(string? Status);

/// <summary>
/// A prospect as the API shows it; what is not known is null. Address, VAT number, product, quantity, price and
/// delivery are known of a shop's, <c>details</c> of what other solutions know.
/// </summary>
internal sealed record ProspectView(
    long Id, string Workspace, string Solution, string SessionId, string Channel, string Status, int? Score,
    string Source, string? LastName, string? FirstName, string? Phone, string? Email, string? Company, string? Owner,
    string? Summary, JsonElement? Details,
    string? Address, string? VatNumber, string? ProductHandle, string? ProductTitle, int? Quantity, Money? UnitPrice,
    bool? FreeDelivery,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    /// <summary>What became of it, oldest first; left out in lists.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ProspectChangeView>? History { get; init; }

    public static ProspectView Of(Prospect prospect, ProspectOrder? order) => new(
        prospect.Id, prospect.Workspace, prospect.Solution, prospect.SessionId, prospect.Channel, prospect.Status,
        prospect.Score, prospect.Source, prospect.LastName, prospect.FirstName, prospect.Phone, prospect.Email,
        prospect.Company, prospect.Owner, prospect.Summary,
        prospect.Details is { } details ? JsonElement.Parse(details) : null,
        order?.Address, order?.VatNumber, order?.ProductHandle, order?.ProductTitle, order?.Quantity,
        order is null ? null : new Money(order.UnitPrice, order.Currency), order?.FreeDelivery,
        prospect.CreatedAt, prospect.UpdatedAt);
}

/// <summary>A change of a prospect as the API shows it.</summary>
/// <param name="At">When.</param>
/// <param name="By">
/// Name of an agent, <c>key:</c> with the id of an API key, or <c>crm:</c> with the name of the system in which it was
/// done.
/// </param>
/// <param name="From">The status before; null when it was recorded.</param>
/// <param name="To">The status since; the same where something else changed.</param>
/// <param name="Score">The score since, 0 to 100; null where nobody judged.</param>
/// <param name="Note">What there is to say about it; mostly null.</param>
internal sealed record ProspectChangeView(
    DateTimeOffset At, string By, string? From, string To, int? Score, string? Note)
{
    public static ProspectChangeView Of(ProspectChange change) =>
        new(change.At, change.By, change.FromStatus, change.ToStatus, change.Score, change.Note);
}
