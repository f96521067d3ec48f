using System.Net.Http.Headers;

namespace Gateway.Channels.Speech.OpenAI;

/// <summary>A request to the service.</summary>
internal static class OpenAiRequest
{
    public static HttpRequestMessage To(OpenAiSpeechOptions options, string path, HttpContent content)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, options.Endpoint.AbsoluteUri.TrimEnd('/') + path)
        {
            Content = content,
        };
        if (options.ApiKey is { } key)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return request;
    }
}
