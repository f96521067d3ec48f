using System.Numerics.Tensors;
using Gateway.Channels.Speech.Weights;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace Gateway.Channels.Speech.Moonshine;

/// <summary>
/// Moonshine tiny (MIT), English: sound of 16 kHz in, words out, once for all callers. The way of the decoder's caches
/// is that of the package's own <c>src/model.ts</c>.
/// </summary>
internal sealed class MoonshineModel : IDisposable
{
    private const int RateHz = 16_000;
    private const int Layers = 6;
    private const int Heads = 8;
    private const int HeadSize = 36;
    private const int Begin = 1;
    private const int End = 2;

    // People say some four pieces of words a second; what has more goes round in circles.
    private const double MostPiecesPerSecond = 6.5;

    private static readonly string[] CacheNames =
    [
        .. from layer in Enumerable.Range(0, Layers)
           from half in (string[])["decoder", "encoder"]
           from what in (string[])["key", "value"]
           select $"{layer}.{half}.{what}",
    ];

    private static readonly string[] DecoderInputs =
    [
        "input_ids", "encoder_hidden_states", "use_cache_branch",
        .. CacheNames.Select(name => $"past_key_values.{name}"),
    ];

    private static readonly string[] DecoderOutputs =
        ["logits", .. CacheNames.Select(name => $"present.{name}")];

    private static readonly bool[] First = [false];
    private static readonly bool[] Later = [true];
    private static readonly long[] One = [1];

    private readonly InferenceSession _encoder;
    private readonly InferenceSession _decoder;
    private readonly Vocabulary _vocabulary;

    /// <summary>Loads it, which takes a moment.</summary>
    public MoonshineModel(ModelFiles files)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = 1,
            InterOpNumThreads = 1,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        _encoder = new InferenceSession(files.MoonshineEncoder, options);
        _decoder = new InferenceSession(files.MoonshineDecoder, options);
        _vocabulary = Vocabulary.Read(files.MoonshineVocabulary);
    }

    /// <summary>Writes down what is said. Takes a thread for some 80 ms a second of sound.</summary>
    /// <param name="sound">16 kHz, −1 to 1, at least a tenth of a second.</param>
    /// <param name="cancellationToken">Gives it up between two pieces of words.</param>
    public string Transcribe(float[] sound, CancellationToken cancellationToken)
    {
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(sound, [1, sound.Length]);
        using var encoded = _encoder.Run(run, ["input_values"], [input], ["last_hidden_state"]);
        using var first = new Disposables();
        using var isLater = OrtValue.CreateTensorValueFromMemory(Later, One);
        using var isFirst = OrtValue.CreateTensorValueFromMemory(First, One);

        // No caches at first: tensors of no rows.
        var caches = CacheNames.Select(_ => first.Add(OrtValue.CreateAllocatedTensorValue(
            OrtAllocator.DefaultInstance, TensorElementType.Float, [0, Heads, 1, HeadSize]))).ToArray();
        IDisposableReadOnlyCollection<OrtValue>? firstAnswer = null, lastAnswer = null;
        var pieces = new List<int> { Begin };
        var most = (int)(sound.Length / (double)RateHz * MostPiecesPerSecond) + 4;
        try
        {
            while (pieces.Count <= most)
            {
                cancellationToken.ThrowIfCancellationRequested();
                using var piece = OrtValue.CreateTensorValueFromMemory(new long[] { pieces[^1] }, [1, 1]);
                var answer = _decoder.Run(
                    run, DecoderInputs, [piece, encoded[0], firstAnswer is null ? isFirst : isLater, .. caches],
                    DecoderOutputs);
                var next = TensorPrimitives.IndexOfMax(answer[0].GetTensorDataAsSpan<float>());
                Keep(answer, caches, isFirst: firstAnswer is null);
                lastAnswer?.Dispose();
                if (firstAnswer is null)
                    firstAnswer = answer;
                else
                    lastAnswer = answer;
                if (next == End)
                    break;
                pieces.Add(next);
                if (Repetition.Cut(pieces))
                    break;
            }
        }
        finally
        {
            lastAnswer?.Dispose();
            firstAnswer?.Dispose();
        }

        return _vocabulary.Decode(pieces);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _encoder.Dispose();
        _decoder.Dispose();
    }

    /// <summary>
    /// What was made of the sound stands after the first piece; only what was said is longer each time.
    /// </summary>
    private static void Keep(IReadOnlyList<OrtValue> answer, OrtValue[] caches, bool isFirst)
    {
        for (var i = 0; i < caches.Length; i++)
        {
            if (isFirst || CacheNames[i].Contains("decoder", StringComparison.Ordinal))
                caches[i] = answer[i + 1];
        }
    }

    private sealed class Disposables : IDisposable
    {
        private readonly List<OrtValue> _values = [];

        public OrtValue Add(OrtValue value)
        {
            _values.Add(value);
            return value;
        }

        public void Dispose() => _values.ForEach(value => value.Dispose());
    }
}
