using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gateway.Channels.Speech;

namespace Gateway.Simulator.Calls;

/// <summary>
/// Understands what was typed: stands last among the recognisers of simulated calls, so that a caller in a language
/// that nothing here understands by ear can still be tried.
/// </summary>
internal sealed class TypedRecognizer(TypedWords words) : ISpeechRecognizer
{
    /// <summary>Its name, which the phone shows.</summary>
    public const string TypedName = "typed";

    /// <inheritdoc/>
    public string Name => TypedName;

    /// <inheritdoc/>
    public bool Knows(string locale) => true;

    /// <inheritdoc/>
    public Task<IRecognition> StartAsync(RecognitionRequest request, CancellationToken cancellationToken) =>
        words.IsOpen(request.Call)
            ? Task.FromResult<IRecognition>(new Typed(words, request.Call!))
            : throw new SpeechException(Name, "refused");

    private sealed class Typed(TypedWords words, string callSid) : IRecognition
    {
        private const int MostWaiting = 100;

        private readonly Channel<Transcript> _transcripts = Channel.CreateBounded<Transcript>(
            new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropOldest });

        public void Write(ReadOnlySpan<byte> sound)
        {
            // What it is made of is known.
        }

        public void Commit(int number) =>
            _transcripts.Writer.TryWrite(new Transcript(number, words.Take(callSid), IsFinal: true));

        public async IAsyncEnumerable<Transcript> ReadAsync(
            [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await foreach (var transcript in _transcripts.Reader.ReadAllAsync(cancellationToken))
                yield return transcript;
        }

        public ValueTask DisposeAsync()
        {
            _transcripts.Writer.TryComplete();
            return ValueTask.CompletedTask;
        }
    }
}
