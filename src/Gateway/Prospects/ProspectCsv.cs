using System.Globalization;
using CsvHelper;
using Gateway.Api;
using Gateway.Brain.Prospects;
using Gateway.Brain.Shop;

namespace Gateway.Prospects;

/// <summary>
/// Writes prospects for spreadsheets (<see cref="Spreadsheet"/>): names and addresses are what visitors typed. Where
/// nothing was ordered, the cells of the order are empty.
/// </summary>
internal static class ProspectCsv
{
    private static readonly string[] Header =
    [
        "id", "createdAt", "workspace", "status", "lastName", "firstName", "phone", "address", "productHandle",
        "productTitle", "quantity",
        "unitPrice", "currency", "freeDelivery", "channel", "sessionId", "company", "vatNumber",
        "solution", "email", "score", "source", "summary", "details", "owner",
    ];

    public static async Task WriteAsync(
        Stream stream, IAsyncEnumerable<IReadOnlyList<Prospect>> pages, ProspectOrders orders,
        CancellationToken cancellationToken)
    {
        await using var csv = Spreadsheet.Write(stream);
        await csv.WriteRecordAsync(Header, cancellationToken);
        await foreach (var page in pages.WithCancellation(cancellationToken))
        {
            var ordered = await orders.FindAsync([.. page.Select(prospect => prospect.Id)], cancellationToken);
            foreach (var prospect in page)
            {
                Write(csv, prospect, ordered.GetValueOrDefault(prospect.Id));
                await csv.EndRecordAsync(cancellationToken);
            }
        }

        await csv.FlushAsync(cancellationToken);
    }

    private static void Write(CsvWriter csv, Prospect prospect, ProspectOrder? order)
    {
        csv.WriteField(prospect.Id, default, CultureInfo.InvariantCulture);
        csv.WriteField(prospect.CreatedAt);
        csv.WriteField(prospect.Workspace);
        csv.WriteField(prospect.Status);
        csv.WriteField(prospect.LastName);
        csv.WriteField(prospect.FirstName);
        csv.WriteField(prospect.Phone);
        csv.WriteField(order?.Address);
        csv.WriteField(order?.ProductHandle);
        csv.WriteField(order?.ProductTitle);
        csv.WriteField(order?.Quantity.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(order?.UnitPrice.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(order?.Currency);
        if (order is null)
            csv.WriteField((string?)null);
        else
            csv.WriteField(order.FreeDelivery);
        csv.WriteField(prospect.Channel);
        csv.WriteField(prospect.SessionId);
        csv.WriteField(prospect.Company);
        csv.WriteField(order?.VatNumber);
        csv.WriteField(prospect.Solution);
        csv.WriteField(prospect.Email);
        csv.WriteField(prospect.Score?.ToString(CultureInfo.InvariantCulture));
        csv.WriteField(prospect.Source);
        csv.WriteField(prospect.Summary);
        csv.WriteField(prospect.Details);
        csv.WriteField(prospect.Owner);
    }
}
