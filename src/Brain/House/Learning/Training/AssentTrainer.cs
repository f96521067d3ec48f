namespace Gateway.Brain.House.Learning.Training;

/// <summary>Learns what a yes to a read-back is. The same lines give the same model.</summary>
internal static class AssentTrainer
{
    private const int Rounds = 12;
    private const float Rate = 0.15f;
    private const float Decay = 1e-5f;

    // To take for a yes what is none is worse than to ask once more.
    private const float WeightOfNo = 2;

    private const string Yes = "+ | ";
    private const string Other = "- | ";

    /// <summary>Learns from files of answers, and from what corpora hold of answers to a read-back.</summary>
    /// <param name="files">Files of <c>+ | answer</c> and <c>- | answer</c>.</param>
    /// <param name="examples">Utterances of the corpora; those that answer something else are not looked at.</param>
    /// <param name="digest">Digest of what is learned from.</param>
    /// <exception cref="FormatException">A line is not of the format; the message names file and line.</exception>
    public static AssentModel Train(
        IReadOnlyList<string> files, IEnumerable<Example> examples, string digest)
    {
        List<(List<uint> Features, bool IsYes)> answers =
        [
            .. files.SelectMany(Read),
            .. examples.Where(example => example.Situation.Asked == "confirm")
                .Select(example => (AssentModel.FeaturesOf(example.Tokens), IsYes(example))),
        ];
        var rows = new Dictionary<uint, int>();
        foreach (var feature in answers.SelectMany(answer => answer.Features))
            rows.TryAdd(feature, rows.Count);
        var (weights, squares) = (new float[rows.Count], new float[rows.Count]);
        var random = new Random(1);
        var order = Enumerable.Range(0, answers.Count).ToArray();
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var at in order)
                Learn(answers[at].Features, answers[at].IsYes);
        }

        var features = new uint[rows.Count];
        foreach (var (feature, row) in rows)
            features[row] = feature;
        return new AssentModel(WeightTable.Of(features, weights, labels: 1)) { Digest = digest };

        // Steps grow shorter the more was learned of a feature before (Duchi, Hazan and Singer 2011).
        void Learn(List<uint> seen, bool isYes)
        {
            var score = 0f;
            foreach (var feature in seen)
                score += weights[rows[feature]];
            var error = (1 / (1 + MathF.Exp(-score)) - (isYes ? 1 : 0)) * (isYes ? 1 : WeightOfNo);
            foreach (var feature in seen)
            {
                var row = rows[feature];
                var slope = error + (weights[row] * Decay);
                squares[row] += slope * slope;
                weights[row] -= Rate * slope / (1e-6f + MathF.Sqrt(squares[row]));
            }
        }
    }

    private static bool IsYes(Example example) =>
        example.Clauses.Any(clause => clause.Act == "yes")
        && example.Clauses.All(clause => clause.Act is "yes" or "thanks" or "bye" or "chat" or "greet")
        && example.Kinds.All(kind => kind is null);

    private static IEnumerable<(List<uint> Features, bool IsYes)> Read(string path) =>
        File.ReadLines(path).Select((line, at) => (Line: line, Number: at + 1))
            .Where(line => line.Line.Length > 0 && line.Line[0] != '#')
            .Select(line => line.Line.StartsWith(Yes, StringComparison.Ordinal)
                || line.Line.StartsWith(Other, StringComparison.Ordinal)
                ? (AssentModel.FeaturesOf(Token.In(line.Line[Yes.Length..])), line.Line[0] == Yes[0])
                : throw new FormatException($"{path}, line {line.Number}: an answer is + or -, ' | ' and the text."));
}
