using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Gateway.Tests.Faults;

/// <summary>Who comes after a stop has begun and is still heard.</summary>
public sealed class ShutdownTests
{
    [Fact]
    public async Task As_long_as_someone_listens_they_say_when_to_come_again()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseShutdown();
        app.MapGet("/", () => "in");
        await app.StartAsync();
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        (await http.GetStringAsync("/")).ShouldBe("in");

        // What is told first; the server goes on listening until it is stopped itself.
        app.Lifetime.StopApplication();
        using var answer = await http.GetAsync("/");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(2));
        answer.Headers.ConnectionClose.ShouldBe(true);
    }
}
