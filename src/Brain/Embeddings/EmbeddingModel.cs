using System.ClientModel;
using System.Diagnostics;
using System.Net;
using System.Numerics.Tensors;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Logging;

namespace Gateway.Brain.Embeddings;

/// <summary>
/// Turns texts into vectors of length 1 with the configured service. Nothing that the service does is a fault of who
/// asks: what is late, refused or not what was asked for is no vector, counted and logged. Safe for use by many at
/// once.
/// </summary>
internal sealed partial class EmbeddingModel(
    IEmbeddingGenerator<string, Embedding<float>> service, EmbeddingOptions options, TimeProvider time,
    EmbeddingMeter meter, ILogger<EmbeddingModel> logger)
{
    /// <summary>How a request ended that brought what was asked for.</summary>
    public const string Answered = "answered";

    private const string Refused = "refused";
    private const string Query = "query";
    private const string Texts = "texts";

    // A vector shorter than this points nowhere.
    private const float LeastLength = 1e-6f;

    // Contacts do not wait for a service that has just kept others waiting.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private long _restsUntil;

    /// <summary>Under which name its vectors are kept.</summary>
    public string Name => options.KeptAs;

    /// <summary>How many texts may be embedded at once.</summary>
    public int BatchSize => options.BatchSize;

    /// <summary>
    /// The vector of a contact's words, which go out as <see cref="QueryText"/> has them; null when there is none in
    /// time, or no words are left.
    /// </summary>
    /// <exception cref="OperationCanceledException">Who asked gave up.</exception>
    public async Task<float[]?> EmbedQueryAsync(string text, CancellationToken cancellationToken)
    {
        var asked = QueryText.Of(text);
        if (asked.Length == 0)
            return null;
        if (time.GetUtcNow().UtcTicks < Interlocked.Read(ref _restsUntil))
        {
            meter.Count(Query, "resting", 1, TimeSpan.Zero);
            return null;
        }

        var ((vectors, _), isAway) = await EmbedAsync(
            [asked], Query, TimeSpan.FromMilliseconds(options.QueryTimeoutMs), cancellationToken);
        // What one contact's words bring about is no other contact's affair.
        if (isAway)
            Interlocked.Exchange(ref _restsUntil, (time.GetUtcNow() + Rest).UtcTicks);
        return vectors?[0];
    }

    /// <summary>The vectors of texts.</summary>
    /// <exception cref="OperationCanceledException">Who asked gave up.</exception>
    public async Task<EmbeddedTexts> EmbedTextsAsync(
        IReadOnlyList<string> texts, CancellationToken cancellationToken)
    {
        var limit = TimeSpan.FromSeconds(options.BatchTimeoutSeconds);
        return (await EmbedAsync(texts, Texts, limit, cancellationToken)).Embedded;
    }

    private async Task<(EmbeddedTexts Embedded, bool IsAway)> EmbedAsync(
        IReadOnlyList<string> texts, string purpose, TimeSpan limit, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var late = new CancellationTokenSource(limit, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, late.Token);
        var (ended, vectors, isAway) = (Answered, (float[][]?)null, false);
        try
        {
            // A client that does not listen is not waited for either.
            var answer = await service.GenerateAsync(texts, cancellationToken: either.Token).WaitAsync(either.Token);
            vectors = Read(answer, texts.Count, out var wrong);
            if (vectors is null)
            {
                ended = Refused;
                Log.Refused(logger, texts.Count, wrong);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception fault)
        {
            // Which exceptions a vendor's client has is the vendor's affair; none of them is worth a contact's turn.
            ended = late.IsCancellationRequested ? "late" : IsRefusal(fault) ? Refused : "failed";
            isAway = late.IsCancellationRequested || IsAway(fault);
            Log.Failed(logger, texts.Count, purpose, ended, StatusOf(fault), fault.GetType().Name);
        }

        meter.Count(purpose, ended, texts.Count, Stopwatch.GetElapsedTime(started));
        return (new EmbeddedTexts(vectors, ended == Refused), isAway);
    }

    // What the service says of a request may hold the texts: only its number is told.
    private static int StatusOf(Exception fault) => fault is ClientResultException { Status: var status } ? status : 0;

    private static bool IsRefusal(Exception fault) => (HttpStatusCode)StatusOf(fault) is HttpStatusCode.BadRequest
        or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnprocessableEntity;

    // It was not reached, has too much to do or is broken, whatever it was asked.
    private static bool IsAway(Exception fault) => fault is HttpRequestException or IOException
        || fault is ClientResultException
        {
            Status: 0 or (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.TooManyRequests
                or >= (int)HttpStatusCode.InternalServerError,
        };

    private float[][]? Read(GeneratedEmbeddings<Embedding<float>> answer, int asked, out string wrong)
    {
        if (answer.Count != asked)
        {
            wrong = $"{answer.Count} vectors";
            return null;
        }

        var length = options.Dimensions ?? answer[0].Vector.Length;
        var vectors = new float[asked][];
        for (var i = 0; i < asked; i++)
        {
            var vector = answer[i].Vector.ToArray();
            var norm = vector.Length == 0 ? 0 : TensorPrimitives.Norm<float>(vector);
            if (vector.Length != length || !float.IsFinite(norm) || norm < LeastLength)
            {
                wrong = vector.Length != length
                    ? $"a vector of {vector.Length} numbers where {length} were expected"
                    : "a vector that points nowhere";
                return null;
            }

            TensorPrimitives.Divide(vector, norm, vector);
            vectors[i] = vector;
        }

        wrong = "";
        return vectors;
    }

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Warning,
            "The embedding model answered {Texts} texts with {Wrong}: nothing of it is taken")]
        public static partial void Refused(ILogger logger, int texts, string wrong);

        [LoggerMessage(
            2, LogLevel.Warning,
            "The embedding model gave no vectors for {Texts} texts ({Purpose}): {Ended}, status {Status}, {Fault}")]
        public static partial void Failed(
            ILogger logger, int texts, string purpose, string ended, int status, string fault);
    }
}
