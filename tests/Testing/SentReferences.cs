using System.Security.Cryptography;
using System.Text;
using Gateway.StandIns.Twilio;

namespace Gateway.Testing;

/// <summary>By what tests know messages that the gateway has sent.</summary>
public static class SentReferences
{
    extension(KeptMessage message)
    {
        /// <summary>
        /// Our own id of an outbound message: the last segment of its callback's path; null when it has no callback.
        /// </summary>
        public string? Reference =>
            message.StatusCallback is null ? null : new Uri(message.StatusCallback).Segments[^1];

        /// <summary>The same for messages that say the same to the same contact.</summary>
        public string Hash => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(
            '\n', message.From, message.To, message.Body, message.ContentSid, message.ContentVariables,
            string.Join(' ', message.MediaUrls)))));
    }
}
