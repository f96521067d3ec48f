using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gateway.Tests.Replays;

/// <summary>A conversation held over the API, and its recording once the archive has it.</summary>
internal static class RecordedChat
{
    /// <summary>Says these things one after the other.</summary>
    /// <returns>The session's id.</returns>
    public static async Task<string> HoldAsync(
        HttpClient operating, string workspace, string locale, params IReadOnlyList<string> messages)
    {
        string? session = null;
        foreach (var text in messages)
        {
            var answer = await operating.PostAsJsonAsync(
                "/chat", new { sessionId = session, workspace, text, locale }, TestContext.Current.CancellationToken);
            answer.IsSuccessStatusCode.ShouldBeTrue(await answer.Content.ReadAsStringAsync());
            session = (string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["sessionId"]!;
        }

        return session!.Split('.')[0];
    }

    /// <summary>Its recording; the archive is a moment behind.</summary>
    /// <param name="operating">With a key.</param>
    /// <param name="session">Its id.</param>
    /// <param name="turns">How many turns it has.</param>
    public static async Task<JsonObject> RecordingAsync(HttpClient operating, string session, int turns)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            using var answer = await operating.GetAsync($"/api/sessions/{session}/recording", deadline.Token);
            if (answer.IsSuccessStatusCode
                && await answer.Content.ReadFromJsonAsync<JsonObject>(deadline.Token) is { } recording
                && recording["turns"]!.AsArray().Count == turns)
                return recording;
            await Task.Delay(100, deadline.Token);
        }
    }
}
