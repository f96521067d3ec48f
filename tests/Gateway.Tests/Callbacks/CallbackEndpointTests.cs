using System.Net;
using System.Net.Http.Json;

namespace Gateway.Tests.Callbacks;

/// <summary>What stands around calls, on a machine where no line is called.</summary>
public sealed class CallbackEndpointTests(Newcomer gateway)
{
    [Theory]
    [InlineData(null)]
    [InlineData("nobody")]
    public async Task A_business_without_a_telephone_calls_nobody_back(string? siteKey)
    {
        using var answer = await gateway.Operator.PostAsJsonAsync(
            "/callback", new { siteKey, phone = "06 12 34 56 78" });

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("unknownWorkspace");
    }

    [Theory]
    [InlineData("/webhooks/twilio/voice")]
    [InlineData("/webhooks/twilio/voice/after?leg=1")]
    [InlineData("/webhooks/twilio/voice/fallback")]
    public async Task A_webhook_of_calls_that_is_not_signed_gets_an_empty_403(string path)
    {
        using var answer = await gateway.Operator.PostAsync(
            path, new FormUrlEncodedContent([new("CallSid", "CA1"), new("To", "+33100000001")]));

        answer.StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await answer.Content.ReadAsStringAsync()).ShouldBe("");
    }

    [Theory]
    [InlineData("/relay/twilio")]
    [InlineData("/media/twilio")]
    public async Task A_socket_of_calls_is_nothing_else(string path)
    {
        using var answer = await gateway.Operator.GetAsync(path);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
