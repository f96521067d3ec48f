using System.Buffers;
using System.Net.WebSockets;

namespace Gateway.Channels.Speech.Sockets;

/// <summary>What a vendor's socket for recognition wants to be told, and tells.</summary>
internal abstract class SocketDialect
{
    /// <summary>The back end's name in the configuration.</summary>
    public abstract string Name { get; }

    /// <summary>How long nothing may be sent before <see cref="StayAlive"/> is.</summary>
    public abstract TimeSpan Quiet { get; }

    /// <summary>How long a commit may wait for its answer.</summary>
    public abstract TimeSpan AnswerWithin { get; }

    /// <summary>
    /// Whether the vendor leaves a commit unanswered that had nothing new to tell; then what was understood so far is
    /// its answer. False: one that waits too long is a service that hangs.
    /// </summary>
    public abstract bool MayLeaveUnanswered { get; }

    /// <summary>How sound is sent.</summary>
    public abstract WebSocketMessageType SoundType { get; }

    /// <summary>The text that asks for all that was said.</summary>
    public abstract ReadOnlyMemory<byte> Commit { get; }

    /// <summary>The text that keeps the socket open.</summary>
    public abstract ReadOnlyMemory<byte> StayAlive { get; }

    /// <summary>Where it is, with all that is asked for.</summary>
    public abstract Uri Address(RecognitionRequest request);

    /// <summary>Shows the key.</summary>
    public abstract void Authorize(ClientWebSocketOptions options);

    /// <summary>Writes a message of sound.</summary>
    public abstract void WriteSound(ReadOnlySpan<byte> sound, ArrayBufferWriter<byte> message);

    /// <summary>Reads a message.</summary>
    /// <exception cref="SpeechException">It tells of an error.</exception>
    /// <exception cref="System.Text.Json.JsonException">It cannot be read.</exception>
    public abstract SocketMessage Read(ReadOnlyMemory<byte> message);
}
