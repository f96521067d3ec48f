using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Tests.Simulator;

/// <summary>
/// A simulated phone, as page and terminal use it: sends by a channel, and waits for what comes back.
/// </summary>
internal sealed class SimulatedPhone(HttpClient http, string kind)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    /// <summary>A number that no test before has used.</summary>
    public string Number { get; init; } = $"+3363998{RandomNumberGenerator.GetInt32(10_000):0000}";

    private string Path => $"/simulator/chat?workspace=demo-shop&kind={kind}&from={Uri.EscapeDataString(Number)}";

    /// <summary>Sends, and sees that the gateway has taken it.</summary>
    public async Task SendAsync(object message) =>
        (await http.PostAsJsonAsync(Path, message)).EnsureSuccessStatusCode();

    /// <summary>Puts a picture up, for a message to send.</summary>
    public async Task<string?> PutUpAsync(byte[] picture, string contentType)
    {
        using var content = new ByteArrayContent(
            picture)
        { Headers = { ContentType = new MediaTypeHeaderValue(contentType) } };
        using var answer = (await http.PostAsync("/simulator/files", content)).EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetString();
    }

    /// <summary>Sends words, and waits for an answer to them.</summary>
    public async Task<JsonElement> AskAsync(string text)
    {
        var known = (await ReadAsync()).GetProperty("bubbles").GetArrayLength();
        await SendAsync(new { text, name = "Camille" });
        return await WaitAsync(
            bubbles => bubbles.Skip(known)
            .LastOrDefault(
                bubble => !bubble.GetProperty("isMine").GetBoolean() && !bubble.GetProperty("isDraft").GetBoolean()));
    }

    /// <summary>Waits until a message is there that fulfils something.</summary>
    public Task<JsonElement> WaitForAsync(Func<JsonElement, bool> fulfils) =>
        WaitAsync(bubbles => bubbles.LastOrDefault(fulfils));

    /// <summary>Everything as it stands.</summary>
    public Task<JsonElement> ReadAsync() => http.GetFromJsonAsync<JsonElement>(Path);

    /// <summary>The words of a message.</summary>
    public static string TextOf(JsonElement bubble) =>
        string.Concat(bubble.GetProperty("text").EnumerateArray().Select(run => run.GetProperty("text").GetString()));

    private async Task<JsonElement> WaitAsync(Func<IEnumerable<JsonElement>, JsonElement> find)
    {
        using var deadline = new CancellationTokenSource(Longest);
        var view = await ReadAsync();
        while (true)
        {
            if (find(view.GetProperty("bubbles").EnumerateArray()) is { ValueKind: JsonValueKind.Object } found)
                return found;
            view = await http.GetFromJsonAsync<JsonElement>(
                $"{Path}&after={view.GetProperty("version").GetInt64()}", deadline.Token);
        }
    }
}
