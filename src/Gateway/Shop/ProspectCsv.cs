using System.Globalization;
using Gateway.Brain.Shop;

namespace Gateway.Shop;

/// <summary>
/// Writes prospects for spreadsheets (<see cref="Spreadsheet"/>): names and addresses are what visitors typed.
/// </summary>
internal static class ProspectCsv
{
    private static readonly string[] Header =
    [
        "id", "createdAt", "workspace", "status", "lastName", "firstName", "phone", "address", "productHandle",
        "productTitle", "quantity",
        "unitPrice", "currency", "freeDelivery", "channel", "sessionId", "company", "vatNumber",
    ];

    public static async Task WriteAsync(
        Stream stream, IAsyncEnumerable<Prospect> prospects, CancellationToken cancellationToken)
    {
        await using var csv = Spreadsheet.Write(stream);
        await csv.WriteRecordAsync(Header, cancellationToken);
        await foreach (var prospect in prospects.WithCancellation(cancellationToken))
        {
            csv.WriteField(prospect.Id, default, CultureInfo.InvariantCulture);
            csv.WriteField(prospect.CreatedAt);
            csv.WriteField(prospect.Workspace);
            csv.WriteField(prospect.Status);
            csv.WriteField(prospect.LastName);
            csv.WriteField(prospect.FirstName);
            csv.WriteField(prospect.Phone);
            csv.WriteField(prospect.Address);
            csv.WriteField(prospect.ProductHandle);
            csv.WriteField(prospect.ProductTitle);
            csv.WriteField(prospect.Quantity, default, CultureInfo.InvariantCulture);
            csv.WriteField(prospect.UnitPrice, default, CultureInfo.InvariantCulture);
            csv.WriteField(prospect.Currency);
            csv.WriteField(prospect.FreeDelivery);
            csv.WriteField(prospect.Channel);
            csv.WriteField(prospect.SessionId);
            csv.WriteField(prospect.Company);
            csv.WriteField(prospect.VatNumber);
            await csv.EndRecordAsync(cancellationToken);
        }

        await csv.FlushAsync(cancellationToken);
    }
}
