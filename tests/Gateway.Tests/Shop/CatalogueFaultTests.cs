using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Testing;

namespace Gateway.Tests.Shop;

/// <summary>A shop one of whose products cannot be read.</summary>
public sealed class CatalogueFaultTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("gateway-data-").FullName;
    private readonly string _workspaces = Directory.CreateTempSubdirectory("gateway-workspaces-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Directory.Delete(_data, recursive: true);
        Directory.Delete(_workspaces, recursive: true);
    }

    [Fact]
    public async Task What_cannot_be_read_is_seen_among_the_parked_and_is_tried_again_by_hand()
    {
        Write(
            "Handle,Title,Variant Price,Variant Inventory Qty,Published,Status",
            "vase,Vase bleu,49,3,TRUE,active",
            "bol,Bol blanc,neuf,5,TRUE,active",
            "lampe,Lampe verte,19,2,TRUE,active");
        await File.WriteAllTextAsync(
            Path.Combine(_workspaces, "boutique.json"),
            """
            {
              "id": "boutique", "name": "Boutique", "solution": "shop", "locale": "fr", "currency": "EUR",
              "channels": [{ "kind": "web", "siteKey": "boutique", "allowedOrigins": ["http://127.0.0.1:8080"] }],
              "settings": { "agentName": "Léa", "catalogue": { "fr": "catalogue.csv" } }
            }
            """,
            Cancellation);
        await using var gateway = await GatewayProcess.StartAsync(
            ("Gateway:DataPath", _data), ("Gateway:WorkspacesPath", _workspaces));
        using var http = new HttpClient { BaseAddress = gateway.Address };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await gateway.ApiKeyAsync());

        (await AskAsync(http, "Avez-vous une lampe verte ?")).ShouldContain("19,00");
        var parked = (await http.GetFromJsonAsync<JsonElement>("/api/parked", Cancellation))
            .GetProperty("items")
            .EnumerateArray()
            .ShouldHaveSingleItem();
        parked.GetProperty("kind").GetString().ShouldBe("catalogue");
        parked.GetProperty("workspace").GetString().ShouldBe("boutique");
        parked.GetProperty("error")
            .GetString()!.ShouldContain("catalogue.csv, row 3, column Variant Price: 'neuf' is not a price");
        var retry = $"/api/parked/{parked.GetProperty("id").GetString()}/retry";
        (await http.PostAsync(retry, null, Cancellation)).StatusCode.ShouldBe(HttpStatusCode.Conflict);

        Write(
            "Handle,Title,Variant Price,Variant Inventory Qty,Published,Status",
            "vase,Vase bleu,49,3,TRUE,active",
            "bol,Bol blanc,9,5,TRUE,active");

        // Whether the retry or the look at the files comes first, it is mended.
        (await http.PostAsync(retry, null, Cancellation)).StatusCode.ShouldBeOneOf(
            HttpStatusCode.NoContent, HttpStatusCode.NotFound);
        (await http.GetFromJsonAsync<JsonElement>("/api/parked", Cancellation))
            .GetProperty("items")
            .GetArrayLength()
            .ShouldBe(0);
        (await AskAsync(http, "Avez-vous un bol blanc ?")).ShouldContain("9,00");
    }

    private static async Task<string> AskAsync(HttpClient http, string text)
    {
        var answer = await http.PostAsJsonAsync(
            "/chat", new { workspace = "boutique", text, locale = "fr" }, Cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadAsStringAsync(Cancellation))
            .Replace("\\u00A0", " ", StringComparison.OrdinalIgnoreCase);
    }

    private void Write(params string[] lines) => File.WriteAllLines(Path.Combine(_workspaces, "catalogue.csv"), lines);
}
