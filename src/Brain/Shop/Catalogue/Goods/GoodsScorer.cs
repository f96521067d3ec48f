using System.Runtime.InteropServices;
using Gateway.Brain.Shop.Catalogue.Kinds;

namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>
/// Holds a message against the products of a shop. What has most of its words is looked at closely, and told by a
/// learned model of what people mean; so it is told how likely it is that nothing of it is sold.
/// </summary>
/// <param name="index">The shop's products.</param>
/// <param name="kindIndex">Which of them are of which kind.</param>
internal sealed class GoodsScorer(GoodsIndex index, KindIndex kindIndex)
{
    private const int LookedAt = 64;

    // What a word of the description that is found nowhere weighs, beside one that a single product has.
    private const float Unknown = 0.8f;

    // Beside a name what else is told says less for what is not of its kind: "the chair that goes with the table".
    private const float Beside = 0.4f;

    // Which products are looked at: what is found where, roughly.
    private static readonly float[] Rough = [3, 2.4f, 3, 1.2f, 1.5f, 1, 0.7f, 0.3f, 1];

    /// <summary>The products that a message may mean, the likeliest first.</summary>
    /// <param name="query">The message.</param>
    /// <param name="weights">What each feature counts.</param>
    /// <param name="limit">At most so many.</param>
    public GoodsFinding Find(GoodsQuery query, IReadOnlyList<float> weights, int limit)
    {
        var asked = query.Name is { } name ? kindIndex.Ask(name) : null;
        var (candidates, nothing) = FeaturesOf(query, asked);
        if (candidates.Count == 0)
            return GoodsFinding.None;
        var scores = candidates.ConvertAll(candidate => Sum(candidate.Features, weights));
        var none = Sum(nothing, weights);
        var most = Math.Max(none, scores.Max());
        var whole = MathF.Exp(none - most) + scores.Sum(score => MathF.Exp(score - most));
        int[] order = [.. Enumerable.Range(0, candidates.Count).OrderByDescending(at => scores[at]).Take(limit)];
        return new GoodsFinding(
            [.. order.Select(at => new GoodsHit(
                index.Handles[candidates[at].Product], MathF.Exp(scores[at] - most) / whole,
                HasOther(query, asked, candidates[at].Product, candidates[order[0]].Product)))],
            MathF.Exp(none - most) / whole);
    }

    // "Vases" are all vases; "Galet mug, midnight blue, in sand" may be either.
    private bool HasOther(GoodsQuery query, AskedKind? asked, int product, int best) => product != best
        && (IsOneOfKind(query, asked, product) || HasOtherWord(query, product, best));

    private bool IsOneOfKind(GoodsQuery query, AskedKind? asked, int product) =>
        asked is not null && query.Words is [{ IsDenied: false }]
        && kindIndex.Rate(product, asked) >= KindIndex.OfKind;

    private bool HasOtherWord(GoodsQuery query, int product, int best) =>
        query.Words.Any(word => !word.IsDenied && !word.IsNumber
            && (word.IsInName || query.Name is null) && index[Forms.Stem(word.Text)] is var postings
            && (GoodsIndex.PlacesOf(postings.Span, product) & Place.Title) != Place.None
            && GoodsIndex.PlacesOf(postings.Span, best) == Place.None);

    /// <summary>What speaks for each product that may be meant, and for it that none is.</summary>
    public (List<(int Product, float[] Features)> Candidates, float[] Nothing) FeaturesOf(GoodsQuery query) =>
        FeaturesOf(query, query.Name is { } name ? kindIndex.Ask(name) : null);

    private (List<(int Product, float[] Features)> Candidates, float[] Nothing) FeaturesOf(
        GoodsQuery query, AskedKind? asked)
    {
        List<Sought> sought = [.. query.Words.Select(ToSought)];
        var rough = new Dictionary<int, float>();
        foreach (var word in sought.Where(word => !word.Word.IsDenied))
            Collect(word, rough);
        if (rough.Count == 0)
            Array.ForEach([.. sought], word => Collect(word, rough));
        List<(int Product, float[] Features)> candidates = [.. rough
            .OrderByDescending(entry => entry.Value)
            .ThenBy(entry => entry.Key)
            .Take(LookedAt)
            .Select(entry => (entry.Key, FeaturesOf(query, asked, sought, entry.Key)))];
        return (candidates, FeaturesOfNothing(query, sought, candidates));
    }

    private static float Sum(float[] features, IReadOnlyList<float> weights)
    {
        var sum = 0f;
        for (var i = 0; i < features.Length; i++)
            sum += features[i] * weights[i];
        return sum;
    }

    private static void Collect(Sought sought, Dictionary<int, float> rough)
    {
        Dictionary<int, float> best = [];
        foreach (var match in sought.Matches)
        {
            foreach (var posting in match.Postings.Span)
            {
                var channel = ChannelOf(match.Tier, GoodsIndex.PlacesOf(posting));
                if (channel < 0)
                    continue;
                ref var value = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    best, GoodsIndex.ProductOf(posting), out _);
                value = Math.Max(value, match.Mass * Rough[channel] * (sought.Word.IsInName ? 2 : 1));
            }
        }

        foreach (var (product, value) in best)
            CollectionsMarshal.GetValueRefOrAddDefault(rough, product, out _) += value;
    }

    private Sought ToSought(GoodsWord word)
    {
        List<Match> matches = [];
        if (word.IsNumber)
        {
            Add(matches, word.Text, Tier.Exact);
            return new Sought(word, matches, matches.Count > 0 ? matches[0].Mass : 0);
        }

        var stem = Forms.Stem(word.Text);
        Add(matches, stem, Tier.Exact);
        if (matches.Count == 0)
        {
            foreach (var near in index.Near(word.Text, word.Concepts.Count == 0))
                Add(matches, near, Tier.Near);
        }

        foreach (var concept in word.Concepts)
            Add(matches, $"@{concept}", Tier.Concept);
        Add(matches, $"~{Forms.Root(stem)}", Tier.Root);
        return new Sought(word, matches, matches.Count == 0 ? Unknown : matches.Max(match => match.Mass));
    }

    private void Add(List<Match> matches, string key, Tier tier)
    {
        if (index[key] is { IsEmpty: false } postings)
            matches.Add(new Match(tier, postings, index.Mass(postings.Length)));
    }

    private float[] FeaturesOf(GoodsQuery query, AskedKind? asked, List<Sought> sought, int product)
    {
        var features = new float[GoodsFeatures.Names.Count];
        var (named, covered, title, other, kinds) = (0f, 0f, 0f, false, false);
        var isHead = query.HeadGoods.Any(goods => IsKind(goods, product));
        var beside = query.HeadGoods.Count > 0 && !isHead ? Beside : 1;
        foreach (var word in sought)
        {
            var (channel, mass) = Best(word, product);
            if (word.Word.IsDenied)
            {
                features[GoodsFeatures.Denied] += channel is < 0 or GoodsFeatures.LikeBody or GoodsFeatures.Use ? 0
                    : channel == GoodsFeatures.Body ? mass / 2 : mass;
                continue;
            }

            if (word.Word.IsNumber)
            {
                if (channel >= 0)
                    features[channel == GoodsFeatures.Title
                        ? GoodsFeatures.TitleNumber
                        : GoodsFeatures.BodyNumber] += mass;
                continue;
            }

            if (word.Word.IsInName)
            {
                named += word.Mass;
                covered += channel >= 0 ? Math.Min(word.Mass, mass) : 0;
                isHead |= query.HeadGoods.Count == 0 && query.Head == word.Word.Text
                    && channel is GoodsFeatures.Title or GoodsFeatures.NearTitle;
                AddUnmet(features, query, word, channel);
            }

            if (word.Word.Goods.Any())
            {
                var isOf = word.Word.Goods.Any(goods => IsKind(goods, product));
                (other, kinds) = (true, kinds || isOf);
                if (isOf && !word.Word.IsInName)
                    features[GoodsFeatures.ToldBeside] = 1;
            }

            if (channel < 0)
                continue;
            if (!word.Word.IsInName)
                mass *= beside;
            features[channel + (word.Word.IsInName ? GoodsFeatures.Named : 0)] += mass;
            title += channel is GoodsFeatures.Title or GoodsFeatures.NearTitle ? mass : 0;
            AddProperName(features, word, product);
        }

        features[GoodsFeatures.OfKind] = asked is null ? 0 : (float)kindIndex.Rate(product, asked);
        features[GoodsFeatures.TitleCovered] = Math.Min(1, title / Math.Max(0.1f, index.TitleMass(product)));
        features[GoodsFeatures.OfHead] = isHead ? 1 : 0;
        features[GoodsFeatures.OtherThanHead] = !isHead && query.HeadGoods.Count > 0 ? 1 : 0;
        features[GoodsFeatures.NameUncovered] = named > 0 ? 1 - (covered / named) : 0;
        features[GoodsFeatures.SizeFits] = query.Size * index.Size(product);
        features[GoodsFeatures.OtherGoods] = query.Head is null && other && !kinds ? 1 : 0;
        if (isHead || query.Head is null)
            features[GoodsFeatures.ToldBeside] = 0;
        return features;
    }

    // A lamp for bicycles is another thing; a red one is the same.
    private static void AddUnmet(float[] features, GoodsQuery query, Sought word, int channel)
    {
        if (query.Head == word.Word.Text)
        {
            if (word.Word.Concepts.Count == 0 && channel is < 0 or > GoodsFeatures.NearTags)
                features[GoodsFeatures.StrangeHead] = 1;
        }
        else if (channel < 0)
        {
            var feature = word.Word.IsTrait ? GoodsFeatures.UnmetTrait : GoodsFeatures.Unmet;
            features[feature] = Math.Max(features[feature], word.Mass);
        }
    }

    private float[] FeaturesOfNothing(
        GoodsQuery query, List<Sought> sought, List<(int Product, float[] Features)> candidates)
    {
        var features = new float[GoodsFeatures.Names.Count];
        var isNamed = query.Head is not null;
        var head = sought.Find(word => word.Word.Text == query.Head);
        features[isNamed && IsName(head) ? GoodsFeatures.NothingNamed : GoodsFeatures.NothingUnnamed] = 1;
        var goods = isNamed
            ? query.HeadGoods
            : query.Words.Where(word => !word.IsDenied).SelectMany(word => word.Goods).ToHashSet();
        features[GoodsFeatures.KindUnsold] = goods.Count > 0 && !goods.Any(IsSold) ? 1 : 0;
        features[GoodsFeatures.SectionUnsold] = goods.Count > 0 && !goods.Any(index.HasSection) ? 1 : 0;
        features[GoodsFeatures.PhraseUnsold] = isNamed && features[GoodsFeatures.KindUnsold] > 0
            && head?.Word.Concepts.Any(goods.Contains) == false ? 1 : 0;
        var mass = sought.Sum(word => word.Mass);
        features[GoodsFeatures.WordsUnknown] = mass > 0
            ? sought.Where(word => word.Matches.Count == 0).Sum(word => word.Mass) / mass
            : 0;
        features[GoodsFeatures.HeadUnknown] = isNamed && head is { Matches.Count: 0 } ? 1 : 0;
        features[GoodsFeatures.NoneOfKind] = isNamed && candidates.TrueForAll(candidate =>
            candidate.Features[GoodsFeatures.OfKind] < KindIndex.OfKind) ? 1 : 0;
        features[GoodsFeatures.LeastUncovered] = candidates.Count == 0 ? 1
            : candidates.Min(candidate => candidate.Features[GoodsFeatures.NameUncovered]);
        return features;
    }

    // What neither the thesaurus knows as goods nor the shop's titles have is hardly a name, whoever takes it for one.
    private static bool IsName(Sought? head) => head is not null && (head.Word.Goods.Any()
        || head.Matches.Exists(match => match.Tier is Tier.Exact or Tier.Near
            && IsAnywhere(match.Postings.Span, Place.Title | Place.ProperName | Place.Tags)));

    private static bool IsAnywhere(ReadOnlySpan<int> postings, Place places)
    {
        foreach (var posting in postings)
        {
            if ((GoodsIndex.PlacesOf(posting) & places) != Place.None)
                return true;
        }

        return false;
    }

    private bool IsSold(string goods) => IsAnywhere(index[$"@{goods}"].Span, Place.Kind);

    private bool IsKind(string goods, int product) =>
        (GoodsIndex.PlacesOf(index[$"@{goods}"].Span, product) & Place.Kind) != Place.None;

    private static void AddProperName(float[] features, Sought word, int product)
    {
        foreach (var match in word.Matches.Where(match => match.Tier is Tier.Exact or Tier.Near))
        {
            if ((GoodsIndex.PlacesOf(match.Postings.Span, product) & Place.ProperName) == Place.None)
                continue;
            var feature = match.Tier == Tier.Exact ? GoodsFeatures.ProperName : GoodsFeatures.NearProperName;
            features[feature] = Math.Max(features[feature], match.Mass);
        }
    }

    private static (int Channel, float Mass) Best(Sought sought, int product)
    {
        var (best, mass) = (-1, 0f);
        foreach (var match in sought.Matches)
        {
            if (GoodsIndex.PlacesOf(match.Postings.Span, product) is not Place.None and var places
                && ChannelOf(match.Tier, places) is >= 0 and var channel
                && (best < 0 || Rough[channel] * match.Mass > Rough[best] * mass))
                (best, mass) = (channel, match.Mass);
        }

        return (best, mass);
    }

    private static int ChannelOf(Tier tier, Place places) => tier switch
    {
        Tier.Exact when (places & (Place.Title | Place.ProperName)) != Place.None => GoodsFeatures.Title,
        Tier.Exact when (places & Place.Tags) != Place.None => GoodsFeatures.Tags,
        Tier.Near when (places & (Place.Title | Place.ProperName)) != Place.None => GoodsFeatures.NearTitle,
        Tier.Near when (places & Place.Tags) != Place.None => GoodsFeatures.NearTags,
        Tier.Concept when (places & Place.Kind) != Place.None => GoodsFeatures.Kind,
        Tier.Concept when (places & (Place.Title | Place.Tags)) != Place.None => GoodsFeatures.LikeName,
        Tier.Concept => GoodsFeatures.LikeBody,
        Tier.Root when (places & Place.Use) != Place.None => GoodsFeatures.Use,
        Tier.Root when (places & (Place.Title | Place.Tags)) != Place.None => GoodsFeatures.NearTags,
        _ => GoodsFeatures.Body,
    };

    private enum Tier
    {
        Exact,
        Near,
        Concept,
        Root,
    }

    private sealed record Match(Tier Tier, ReadOnlyMemory<int> Postings, float Mass);

    private sealed record Sought(GoodsWord Word, List<Match> Matches, float Mass);
}
