using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Gateway.Testing;

namespace Gateway.Tests.Inspection;

/// <summary>The tests of centres share a gateway.</summary>
[CollectionDefinition(nameof(SignUpStage))]
public sealed class SignUpStageCollection : ICollectionFixture<SignUpStage>;

/// <summary>
/// A gateway as a newcomer has it, so that sign-up is open to who sits at its machine, with one site on the list of
/// those that may send to the form.
/// </summary>
public sealed class SignUpStage : IAsyncLifetime
{
    /// <summary>The site that is on the list.</summary>
    public const string Site = "https://www.site-builder.example";

    private readonly string _data = Directory.CreateTempSubdirectory("gateway-data-").FullName;
    private GatewayProcess _gateway = null!;

    /// <summary>Where it listens.</summary>
    public Uri Address => _gateway.Address;

    /// <summary>Where its data lies.</summary>
    public string DataPath => _data;

    /// <summary>A client without a key; redirects are not followed.</summary>
    public HttpClient Stranger { get; private set; } = null!;

    /// <summary>A client with a key for all workspaces.</summary>
    public HttpClient Operator { get; private set; } = null!;

    /// <summary>What a centre says that signs up, with nothing wrong in it.</summary>
    public static JsonObject Fields(string name) => new()
    {
        ["center_name"] = name,
        ["average_control_duration"] = 40,
        ["opening_hours"] = "du lundi au vendredi 8h-12h et 14h-18h30, samedi 9h-12h, fermé les jours fériés",
        ["pricing_grid"] = "VL essence 79 €, diesel 79, 4x4 85, contre-visite 20€, moto 60",
        ["allow_early_drop_off"] = true,
        ["allow_previous_day_drop_off"] = false,
        ["allow_late_pickup"] = false,
        ["allow_next_day_pickup"] = "oui",
        ["client_can_wait"] = true,
        ["payment_methods"] = new JsonArray("CB", "espèces"),
        ["calendar_url"] = "webcal://calendar.example/centre.ics",
        ["phone_number"] = "02 54 00 00 01",
    };

    public async ValueTask InitializeAsync()
    {
        _gateway = await GatewayProcess.StartAsync(
            ("Gateway:DataPath", _data), ("Simulator:PaceMs", "0"), ("Centres:SignupOrigins:0", Site),
            ("Centres:SignupsPerHour", "100"), ("Centres:SignupsPerDay", "100"), ("Centres:ChecksPerMinute", "10000"));
        Stranger = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false }) { BaseAddress = Address };
        Operator = new HttpClient { BaseAddress = Address };
        Operator.DefaultRequestHeaders.Authorization =
            new AuthenticationHeaderValue("Bearer", await _gateway.ApiKeyAsync());
    }

    public async ValueTask DisposeAsync()
    {
        Stranger.Dispose();
        Operator.Dispose();
        await _gateway.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    /// <summary>Creates a centre over the API.</summary>
    public async Task<JsonObject> CreateAsync(JsonObject fields)
    {
        using var answer = await Operator.PostAsJsonAsync("/api/centers", fields);
        answer.StatusCode.ShouldBe(System.Net.HttpStatusCode.Created, await answer.Content.ReadAsStringAsync());
        return (await answer.Content.ReadFromJsonAsync<JsonObject>())!;
    }
}
