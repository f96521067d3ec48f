using System.Globalization;

namespace Gateway.Brain.House.Learning;

/// <summary>
/// How likely words that answer a read-back are a yes to just what was read back: a logistic model over the words,
/// their neighbours and their pieces. Learned from <c>Corpus/assent.*.txt</c> and from what the corpora hold of answers
/// to a read-back.
/// </summary>
internal sealed class AssentModel(WeightTable weights)
{
    private const int PieceLength = 4;
    private const int MostTokens = 60;

    private static readonly Lazy<AssentModel> Loaded = new(Load);

    /// <summary>The one that is built in.</summary>
    public static AssentModel Embedded => Loaded.Value;

    /// <summary>Digest of what it was learned from, in hexadecimal.</summary>
    public string Digest { get; init; } = "";

    /// <summary>How likely it is a yes, 0 to 1; 0 for more than 60 words and marks.</summary>
    public float LikelihoodOf(string text)
    {
        var features = FeaturesOf(Token.In(text));
        if (features.Count == 0)
            return 0;
        Span<float> score = [0];
        weights.Score(features, score);
        return 1 / (1 + MathF.Exp(-score[0]));
    }

    /// <summary>What can be seen of an answer, each once; nothing where it is too long.</summary>
    public static List<uint> FeaturesOf(IReadOnlyList<Token> tokens)
    {
        List<string> words = [.. tokens.Select(token =>
            token.Folded.Length == 0 ? token.Text : char.IsAsciiDigit(token.Text[0]) ? "#" : token.Folded)];
        if (words.Count is 0 or > MostTokens)
            return [];
        var length = Math.Min(words.Count / 4, 5).ToString(CultureInfo.InvariantCulture);
        HashSet<uint> features = [FeatureHash.Of("b"), FeatureHash.Of("n", length)];
        for (var i = -1; i <= words.Count; i++)
        {
            var word = At(i);
            features.Add(FeatureHash.Of("w", word));
            features.Add(FeatureHash.Of("2", word, At(i + 1)));
            features.Add(FeatureHash.Of("3", word, At(i + 1), At(i + 2)));
            var framed = $"<{word}>";
            for (var start = 0; word.Length >= PieceLength && start + PieceLength <= framed.Length; start++)
                features.Add(FeatureHash.Of("p", framed[start..(start + PieceLength)]));
        }

        return [.. features];

        string At(int i) => i < 0 ? "^" : i >= words.Count ? "$" : words[i];
    }

    /// <summary>Writes the model.</summary>
    public void Write(Stream stream)
    {
        using var writer = new BinaryWriter(stream, System.Text.Encoding.UTF8, leaveOpen: true);
        writer.Write(Digest);
        weights.Write(writer);
    }

    /// <summary>Reads a model.</summary>
    public static AssentModel Read(Stream stream)
    {
        using var reader = new BinaryReader(stream);
        var digest = reader.ReadString();
        return new AssentModel(WeightTable.Read(reader)) { Digest = digest };
    }

    private static AssentModel Load()
    {
        using var stream = typeof(AssentModel).Assembly.GetManifestResourceStream("House.assent.model")
            ?? throw new InvalidOperationException("There is no model of assent.");
        return Read(stream);
    }
}
