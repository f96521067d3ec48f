using System.Text.Json.Serialization;
using Gateway.Brain.Shop;
using Gateway.Sessions;

namespace Gateway.Shop;

/// <summary>A page of prospects.</summary>
/// <param name="Items">Newest first.</param>
/// <param name="Next">What to pass as <c>after</c> for the following page; left out on the last one.</param>
internal sealed record ProspectPage(
    IReadOnlyList<ProspectView> Items,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Next);

/// <summary>What can be changed of a prospect: its status, and nothing else.</summary>
/// <param name="Status">hot, warm, cold, won or lost.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ProspectChange(string? Status);

/// <summary>A prospect as the API shows it.</summary>
internal sealed record ProspectView(
    long Id, string Workspace, string SessionId, string Channel, string Status, string LastName, string FirstName,
    string Phone, string Address,
    string? Company, string? VatNumber,
    string ProductHandle, string ProductTitle, int Quantity, Money UnitPrice, bool FreeDelivery,
    DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt)
{
    public static ProspectView Of(Prospect prospect) => new(
        prospect.Id, prospect.Workspace, prospect.SessionId, prospect.Channel, prospect.Status, prospect.LastName,
        prospect.FirstName,
        prospect.Phone, prospect.Address, prospect.Company, prospect.VatNumber, prospect.ProductHandle,
        prospect.ProductTitle, prospect.Quantity,
        new Money(prospect.UnitPrice, prospect.Currency), prospect.FreeDelivery, prospect.CreatedAt,
        prospect.UpdatedAt);
}
