using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.Channels.Web;

/// <summary>
/// Knows a first message of <c>POST /chat</c> again. No session has been given out yet that it could name, and still it
/// is to open one only, however often it is said.
/// </summary>
internal static class FirstMessage
{
    /// <summary>How long the caller may say it again: longer than any retry waits, and no longer than that.</summary>
    public static TimeSpan Lives { get; } = TimeSpan.FromHours(1);

    /// <summary>
    /// Who says what under which id, as one name that nothing can be read from. A caller with an API key is known by
    /// the key. One without is known by address and program, and must say the very same words in any case: whoever only
    /// guesses an id gets no one's answer.
    /// </summary>
    /// <param name="http">The request.</param>
    /// <param name="request">Its body.</param>
    /// <param name="hasApiKey">Whether the request bears an API key that is good for the workspace.</param>
    /// <returns>Null for a message without an id, which is new each time.</returns>
    public static string? NameOf(HttpContext http, ChatRequest request, bool hasApiKey)
    {
        if (request.ClientMessageId is null)
            return null;
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in (ReadOnlySpan<string?>)[
            .. hasApiKey ? ["key", http.Request.Headers.Authorization] : Stranger(http),
            request.ClientMessageId, request.Texte ?? request.Text, request.Payload, request.Locale])
        {
            var bytes = Encoding.UTF8.GetBytes(part ?? "");
            BinaryPrimitives.WriteInt32LittleEndian(length, part is null ? -1 : bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    // The whole address, not its network: neighbours are strangers to each other.
    private static string?[] Stranger(HttpContext http) =>
        ["stranger", (http.Connection.RemoteIpAddress ?? IPAddress.None).ToString(), http.Request.Headers.UserAgent,
            http.Request.Headers.Origin];
}
