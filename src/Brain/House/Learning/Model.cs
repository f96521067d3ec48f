using System.IO.Compression;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// What was learned from a corpus: which words of an utterance are spans of which kind, where its clauses begin, and
/// which act each of them is.
/// </summary>
internal sealed class Model
{
    private const string Mark = "gateway-house-5";

    /// <summary>Digest of the corpus and the settings it was learned from, in hexadecimal.</summary>
    public required string Digest { get; init; }

    /// <summary>Kinds of spans, in the order of <see cref="LabelOf"/>.</summary>
    public required string[] Kinds { get; init; }

    /// <summary>The acts.</summary>
    public required string[] Acts { get; init; }

    /// <summary>Scores of a token's labels.</summary>
    public required WeightTable Spans { get; init; }

    /// <summary>Label by label the score of each label after it; the last row is that of the beginning.</summary>
    public required float[] Steps { get; init; }

    /// <summary>Score of a clause beginning with a token.</summary>
    public required WeightTable Joints { get; init; }

    /// <summary>Scores of a clause's acts.</summary>
    public required WeightTable ClauseActs { get; init; }

    /// <summary>Act by act the score of each after it; the last row is that of the beginning.</summary>
    public required float[] ActSteps { get; init; }

    /// <summary>By what scores are divided so that likelihoods are as often right as they say.</summary>
    public required float ActTemperature { get; init; }

    /// <summary>Number of labels of a token: outside, and for each kind its first token and its others.</summary>
    public static int LabelsOf(int kinds) => 1 + (2 * kinds);

    /// <summary>The label of a token.</summary>
    /// <param name="kind">Index of its span's kind, or -1 outside.</param>
    /// <param name="begins">Whether the span begins with it.</param>
    public static int LabelOf(int kind, bool begins) => kind < 0 ? 0 : 1 + (2 * kind) + (begins ? 0 : 1);

    /// <summary>The kind of a label, or -1.</summary>
    public static int KindOf(int label) => label == 0 ? -1 : (label - 1) / 2;

    /// <summary>Whether a span begins with a token of that label.</summary>
    public static bool Begins(int label) => label > 0 && (label - 1) % 2 == 0;

    /// <summary>Whether a label can follow another; -1 is the beginning.</summary>
    public static bool CanFollow(int label, int previous) =>
        label == 0 || Begins(label) || (previous > 0 && KindOf(previous) == KindOf(label));

    public void Write(Stream stream)
    {
        using var packed = new BrotliStream(stream, new BrotliCompressionOptions { Quality = 9 }, leaveOpen: true);
        using var writer = new BinaryWriter(packed);
        writer.Write(Mark);
        writer.Write(Digest);
        Write(writer, Kinds);
        Write(writer, Acts);
        Spans.Write(writer);
        Write(writer, Steps);
        Joints.Write(writer);
        ClauseActs.Write(writer);
        Write(writer, ActSteps);
        writer.Write(ActTemperature);
    }

    /// <summary>Reads a model.</summary>
    /// <exception cref="InvalidDataException">It is none, or of another version.</exception>
    public static Model Read(Stream stream)
    {
        using var packed = new BrotliStream(stream, CompressionMode.Decompress);
        using var unpacked = new BufferedStream(packed, 1 << 16);
        using var reader = new BinaryReader(unpacked);
        if (reader.ReadString() != Mark)
            throw new InvalidDataException("This is no model of the house, or one of another version.");
        return new Model
        {
            Digest = reader.ReadString(),
            Kinds = Words(reader),
            Acts = Words(reader),
            Spans = WeightTable.Read(reader),
            Steps = Numbers(reader),
            Joints = WeightTable.Read(reader),
            ClauseActs = WeightTable.Read(reader),
            ActSteps = Numbers(reader),
            ActTemperature = reader.ReadSingle(),
        };
    }

    private static void Write(BinaryWriter writer, string[] words)
    {
        writer.Write(words.Length);
        foreach (var word in words)
            writer.Write(word);
    }

    private static void Write(BinaryWriter writer, float[] numbers)
    {
        writer.Write(numbers.Length);
        foreach (var number in numbers)
            writer.Write(number);
    }

    private static float[] Numbers(BinaryReader reader) =>
        [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadSingle())];

    private static string[] Words(BinaryReader reader) =>
        [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())];
}
