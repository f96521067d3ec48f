using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.Brain.Records;
using Gateway.Inspection;
using Gateway.Operators;
using Gateway.Sessions.Workspaces;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.Tests.Inspection;

/// <summary>The instructions over HTTP. The header <c>X-Only</c> stands for a key of one workspace.</summary>
public sealed class PromptEndpointsTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 5, 0, TimeSpan.Zero);

    private WebApplication _app = null!;
    private HttpClient _client = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddProblemDetails();
        builder.Services.AddSingleton<TimeProvider>(new ManualClock(Now));
        builder.Services.AddSingleton<IWorkspaces>(new FixedWorkspaces(
            Read("demo-centre"), Read("demo-sales"),
            Read("demo-centre") with { Id = "broken", Settings = JsonDocument.Parse("{}").RootElement }));
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            context.User = ApiCaller.Identify(new ApiKey
            {
                Id = 1,
                Workspace = context.Request.Headers["X-Only"] is [{ } only] ? only : null,
                KeyHash = [],
                Name = "test",
                CreatedAt = default,
            });
            return next();
        });
        _app.MapGroup("/api").MapPrompts();
        await _app.StartAsync(Cancellation);
        _client = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task The_instructions_are_those_of_the_centre_in_its_own_language_or_another()
    {
        var own = await _client.GetFromJsonAsync<JsonElement>("/api/centers/demo-centre/prompt", Cancellation);
        own.GetProperty("center").GetString().ShouldBe("demo-centre");
        own.GetProperty("locale").GetString().ShouldBe("fr");
        own.GetProperty("writtenAt").GetDateTimeOffset().ShouldBe(Now);
        own.GetProperty("prompt").GetString().ShouldNotBeNull()
            .ShouldContain("Nous sommes le lundi 30\u00A0novembre 2026. Il est 9\u00A0h\u00A005");

        var english = await _client.GetFromJsonAsync<JsonElement>(
            "/api/centers/demo-centre/prompt?locale=en", Cancellation);
        english.GetProperty("locale").GetString().ShouldBe("en");
        english.GetProperty("prompt").GetString().ShouldNotBeNull().ShouldContain("It is Monday 30 November 2026.");
    }

    [Theory]
    [InlineData("/api/centers/nowhere/prompt", HttpStatusCode.NotFound)]
    [InlineData("/api/centers/demo-sales/prompt", HttpStatusCode.NotFound)]
    [InlineData("/api/centers/demo-centre/prompt?locale=de", HttpStatusCode.BadRequest)]
    [InlineData("/api/centers/demo-centre/prompt?locale=", HttpStatusCode.BadRequest)]
    [InlineData("/api/centers/broken/prompt", HttpStatusCode.Conflict)]
    public async Task What_cannot_be_written_is_a_problem(string path, HttpStatusCode status)
    {
        using var response = await _client.GetAsync(path, Cancellation);

        response.StatusCode.ShouldBe(status);
        (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation))
            .GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task A_key_of_another_workspace_knows_nothing_of_the_centre()
    {
        _client.DefaultRequestHeaders.Add("X-Only", "demo-sales");

        using var response = await _client.GetAsync("/api/centers/demo-centre/prompt", Cancellation);

        response.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Workspace Read(string id) => JsonSerializer.Deserialize<Workspace>(
        File.ReadAllText(Path.Combine(GatewayProcess.Root, "workspaces", $"{id}.json")), JsonSerializerOptions.Web)!;
}
