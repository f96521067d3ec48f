using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Gateway.Tests.Api;

namespace Gateway.Tests.Replays;

/// <summary>A key to one workspace exports and runs nothing of another's.</summary>
[Collection(nameof(RunningGateway))]
public sealed class ForeignReplayTests(RunningGateway gateway)
{
    [Fact]
    public async Task Another_workspaces_conversation_is_not_there()
    {
        using var all = With(RunningGateway.FullKey);
        using var foreign = With(RunningGateway.ForeignKey);
        var session = await RecordedChat.HoldAsync(all, "demo-shop", "en", "hello");
        var recording = await RecordedChat.RecordingAsync(all, session, 1);

        using var exported = await foreign.GetAsync($"/api/sessions/{session}/recording");
        using var bySession = await foreign.PostAsJsonAsync("/api/replays", new { session });
        using var byFile = await foreign.PostAsJsonAsync("/api/replays", new { recording });
        using var own = await all.PostAsJsonAsync("/api/replays", new { recording });

        exported.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        bySession.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        byFile.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        own.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Each_export_and_each_replay_leaves_a_line_and_what_was_refused_none()
    {
        using var all = With(RunningGateway.FullKey);
        var session = await RecordedChat.HoldAsync(all, "demo-shop", "en", "hello");
        await RecordedChat.RecordingAsync(all, session, 1);
        var before = (await gateway.ActionsOnAsync(session, "demo-shop")).Count;

        using var exported = await all.GetAsync($"/api/sessions/{session}/recording");
        using var run = await all.PostAsJsonAsync("/api/replays", new { session, model = "house" });
        using var inOrder = await all.PostAsJsonAsync("/api/replays", new { session });
        using var refused = await all.PostAsJsonAsync("/api/replays", new { session, model = "none" });

        refused.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await gateway.ActionsOnAsync(session, "demo-shop")).Skip(before).ShouldBe(
        [
            "session.exported by key", "session.replayed:house by key",
            "session.replayed:configured by key",
        ]);
    }

    private HttpClient With(string key)
    {
        var client = new HttpClient { BaseAddress = gateway.Client.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }
}
