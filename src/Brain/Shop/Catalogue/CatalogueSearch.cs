using System.Collections.Frozen;
using Gateway.Brain.House.Learning;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Brain.Shop.Catalogue.Facts;
using Gateway.Brain.Shop.Catalogue.Goods;
using Gateway.Brain.Shop.Catalogue.Kinds;
using Gateway.Brain.Shop.Catalogue.Meaning;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Finds products and answered questions in PostgreSQL. A locale is <c>fr</c> or <c>en</c>; any other finds nothing.
/// What is searched for is data of any kind and length: only its first words count, and none of it reaches the database
/// but as a parameter.
/// </summary>
public sealed class CatalogueSearch
{
    /// <summary>
    /// From this score on a product may be taken for what was meant; below it, it has little more than a word in
    /// common.
    /// </summary>
    public const double LikelyProduct = 0.45;

    /// <summary>
    /// From this score on an answered question may be taken for what was asked; below it the shop's FAQ does not know.
    /// </summary>
    public const double KnownAnswer = 0.67;

    private const int MostLetters = 2_000;
    private const int MostNear = 50;

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(250);

    private const int MaxQuery = 200;
    private const int MaxCompanions = 50;

    // What is less likely to be wanted than that, beside the likeliest, is not.
    private const float NearWanted = 0.1f;

    private readonly IDbContextFactory<RecordsDbContext> _records;
    private readonly ProductIndexCache _indexes;
    private readonly AnswerCache _answers;
    private readonly ProductMeaning _meaning;

    /// <summary>Searches by words, and by meaning where a model is configured.</summary>
    internal CatalogueSearch(
        IDbContextFactory<RecordsDbContext> records, ProductIndexCache indexes, AnswerCache answers,
        ProductMeaning meaning) =>
        (_records, _indexes, _answers, _meaning) = (records, indexes, answers, meaning);

    /// <summary>
    /// Products that answer to <paramref name="query"/>, best first: by title before category and tags before
    /// description, typos forgiven, what is in stock before what is not when they answer equally well.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="locale">Language to search in and to answer in.</param>
    /// <param name="query">What someone is looking for, in their own words.</param>
    /// <param name="limit">At most so many, 1 to 50.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<ProductMatch>> FindProductsAsync(
        string workspace, string locale, string query, int limit, CancellationToken cancellationToken)
    {
        var terms = SearchTerms.OfThing(query, locale);
        if (terms.Count == 0 || !CanBeStored(workspace, locale))
            return [];
        await using var db = await _records.CreateDbContextAsync(cancellationToken);
        return await ProductQueries.FindAsync(db, workspace, locale, terms, Bounded(limit), cancellationToken);
    }

    /// <summary>The product with that handle, or null.</summary>
    public async Task<ProductMatch?> GetProductAsync(
        string workspace, string locale, string handle, CancellationToken cancellationToken)
    {
        return await GetProductsAsync(workspace, locale, [handle], cancellationToken) is [var only] ? only : null;
    }

    /// <summary>The products with those handles, in their order; those that there are not are left out.</summary>
    public async Task<IReadOnlyList<ProductMatch>> GetProductsAsync(
        string workspace, string locale, IReadOnlyList<string> handles, CancellationToken cancellationToken)
    {
        List<string> known = [.. handles.Where(handle => CanBeStored(handle)).Distinct()];
        if (known.Count == 0 || !CanBeStored(workspace, locale))
            return [];
        await using var db = await _records.CreateDbContextAsync(cancellationToken);
        var found = await Texts(db, workspace, locale)
            .Where(row => known.Contains(row.Product.Handle))
            .Select(row => ToMatch(row.Product, row.Text))
            .ToDictionaryAsync(product => product.Handle, cancellationToken);
        return [.. known.Where(found.ContainsKey).Select(handle => found[handle])];
    }

    /// <summary>
    /// Other products that could take the place of that one, best first: of the same shelf, with the same words, at a
    /// price near its own, in stock. Empty when there is no such product.
    /// </summary>
    public async Task<IReadOnlyList<ProductMatch>> FindSimilarAsync(
        string workspace, string locale, string handle, int limit, CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale, handle))
            return [];
        var index = await _indexes.GetAsync(workspace, locale, cancellationToken);
        var like = index.Likeness.Find(handle, Bounded(limit)).ToDictionary(one => one.Handle, one => one.Likeness);
        var products = await GetProductsAsync(workspace, locale, [.. like.Keys], cancellationToken);
        return [.. products.Select(product => product with { Score = like[product.Handle] })];
    }

    /// <summary>The shelves, the fullest first.</summary>
    public async Task<IReadOnlyList<CategoryCount>> ListCategoriesAsync(
        string workspace, string locale, CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale))
            return [];
        await using var db = await _records.CreateDbContextAsync(cancellationToken);
        return await Texts(db, workspace, locale)
            .Where(row => row.Text.Category != "")
            .GroupBy(row => row.Text.Category)
            .OrderByDescending(group => group.Count())
            .ThenBy(group => group.Key)
            .Select(group => new CategoryCount(group.Key, group.Count()))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// The products of the shelf with that name, whatever its accents and capitals, what is in stock first, then by
    /// price. Where no shelf bears that name, those of the one whose name is most like it; empty when none is.
    /// </summary>
    public async Task<IReadOnlyList<ProductMatch>> ListCategoryAsync(
        string workspace, string locale, string category, int limit, CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale, category))
            return [];
        await using var db = await _records.CreateDbContextAsync(cancellationToken);
        var shelf = await ProductQueries.FindCategoryAsync(db, workspace, locale, category, cancellationToken);
        if (shelf is null)
            return [];
        return await Texts(db, workspace, locale)
            .Where(row => row.Text.Category == shelf)
            .OrderBy(row => row.Product.Stock == 0)
            .ThenBy(row => row.Product.Price)
            .ThenBy(row => row.Product.Id)
            .Take(Bounded(limit))
            .Select(row => ToMatch(row.Product, row.Text))
            .ToListAsync(cancellationToken);
    }

    /// <summary>
    /// Answered questions that have to do with <paramref name="query"/>, best first. Only those with a score of at
    /// least <see cref="KnownAnswer"/> should be passed on as the answer.
    /// </summary>
    public Task<IReadOnlyList<FaqMatch>> FindAnswersAsync(
        string workspace, string locale, string query, int limit, CancellationToken cancellationToken) =>
        FindAnswersAsync(workspace, locale, query, acts: null, limit, cancellationToken);

    /// <summary>
    /// Answered questions that may answer a question, best first, each with the sentences of it that do. Only those
    /// with a score of at least <see cref="KnownAnswer"/> should be passed on as the answer.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="locale">Language of the question and the _answers.</param>
    /// <param name="query">One clause, or all that was said, in people's own words.</param>
    /// <param name="acts">
    /// How likely it is each act of the corpora, 0 to 1, where the reader has found that in the conversation; null: it
    /// is read by itself.
    /// </param>
    /// <param name="limit">At most so many, 1 to 50.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public async Task<IReadOnlyList<FaqMatch>> FindAnswersAsync(
        string workspace, string locale, string query, IReadOnlyDictionary<string, float>? acts, int limit,
        CancellationToken cancellationToken)
    {
        var terms = SearchTerms.OfQuestion(query, locale);
        if (terms.Count == 0 || SearchSql.Configuration(locale) is null || !CanBeStored(workspace, locale))
            return [];
        if (await _answers.GetAsync(workspace, locale, cancellationToken) is { } index)
        {
            var question = acts is null
                ? AskedQuestion.Read(query, locale, UtteranceReader.Load("House.shop.model"))
                : new AskedQuestion(WellFormed.Cut(query, MostLetters), locale, acts);
            return [.. index.Rank(question, Bounded(limit)).Select(found => MatchOf(index, found))];
        }

        await using var db = await _records.CreateDbContextAsync(cancellationToken);
        return await FaqQueries.FindAsync(db, workspace, locale, terms, Bounded(limit), cancellationToken);
    }

    /// <summary>
    /// The shop's own answer to a question within a talk; null when it has none that it may be taken for. Where two
    /// things are asked in a breath, it has the other's answer with it.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="question">The question, with what was told before it.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<FaqMatch?> FindAnswerAsync(
        string workspace, AskedQuestion question, CancellationToken cancellationToken)
    {
        var (text, locale) = (WellFormed.Cut(question.Text, MostLetters), question.Locale);
        if (SearchSql.Configuration(locale) is null || !CanBeStored(workspace, locale))
            return null;
        if (await _answers.GetAsync(workspace, locale, cancellationToken) is { } index)
        {
            return index.Answer(question with { Text = text }) switch
            {
                [var only] => MatchOf(index, only),
                [var first, var second, ..] => MatchOf(index, first) with { Also = MatchOf(index, second) },
                _ => null,
            };
        }

        var terms = SearchTerms.OfQuestion(text, locale);
        if (terms.Count == 0)
            return null;
        await using var db = await _records.CreateDbContextAsync(cancellationToken);
        return (await FaqQueries.FindAsync(db, workspace, locale, terms, 1, cancellationToken))
            .FirstOrDefault(answer => answer.Score >= KnownAnswer);
    }

    /// <summary>
    /// The products that a message means, by its words and, where an embedding model is configured, by what it is
    /// about, each with its likelihood as score, the likeliest first; where nothing of the kind is sold, the nearest.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="locale">Language to search in and to answer in.</param>
    /// <param name="message">All that someone said of what they are looking for.</param>
    /// <param name="name">The words of it that name the goods; empty where none are known.</param>
    /// <param name="limit">At most so many, 1 to 50.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<(GoodsFinding Finding, IReadOnlyList<ProductMatch> Products)> FindGoodsAsync(
        string workspace, string locale, string message, string name, int limit, CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale))
            return (GoodsFinding.None, []);
        // While the words are looked up, the meaning is.
        var near = _meaning.FindAsync(workspace, locale, message, MostNear, cancellationToken);
        var index = await _indexes.GetAsync(workspace, locale, cancellationToken);
        var words = index.Goods.Find(
            GoodsQuery.Read(message, name, locale), GoodsWeights.Embedded, Bounded(limit));
        var finding = Fusion.Fuse(words, await near, Bounded(limit));
        var likelihoods = finding.Hits.ToDictionary(hit => hit.Handle, hit => hit.Likelihood);
        var products = await GetProductsAsync(
            workspace, locale, [.. finding.Hits.Select(hit => hit.Handle)], cancellationToken);
        return (finding, [.. products.Select(product => product with { Score = likelihoods[product.Handle] })]);
    }

    /// <summary>
    /// The words of the products' names, folded, as the last read of them found them; empty where nothing has read them
    /// yet.
    /// </summary>
    public IReadOnlySet<string> KnownWords(string workspace, string locale) =>
        _indexes.Known(workspace, locale)?.NameWords ?? FrozenSet<string>.Empty;

    /// <summary>Has the names read for <see cref="KnownWords"/>; waits for it a moment at most.</summary>
    public async Task PrepareAsync(string workspace, string locale)
    {
        if (_indexes.Known(workspace, locale) is null && CanBeStored(workspace, locale))
            await Task.WhenAny(_indexes.LoadAsync(workspace, locale), Task.Delay(Moment));
    }

    /// <summary>Every product's name, by title; kept in memory for as long as no import changes it.</summary>
    public async Task<IReadOnlyList<ProductName>> ListProductNamesAsync(
        string workspace, string locale, CancellationToken cancellationToken) =>
        (await _indexes.GetAsync(workspace, locale, cancellationToken)).Names;

    /// <summary>
    /// The products that are of the kind asked for, the surest first; where the shop has none of it, the nearest it
    /// has, each with a confidence below <see cref="KindIndex.OfKind"/>. Empty when it has nothing like it.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="locale">Language of the query.</param>
    /// <param name="query">What the goods are called, in people's words: a product span.</param>
    /// <param name="limit">At most so many, 1 to 50.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<IReadOnlyList<KindMatch>> FindKindAsync(
        string workspace, string locale, string query, int limit, CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale))
            return [];
        var kinds = (await _indexes.GetAsync(workspace, locale, cancellationToken)).Kinds;
        return kinds.Find(WellFormed.Cut(query, MaxQuery), Bounded(limit));
    }

    /// <summary>
    /// The extremes of the shop, of a kind, or of some products: what is in stock first, each with the number it is
    /// ranked by. Products of which that is not known are left out. Empty when the shop has nothing of the kind.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="locale">Language to answer in.</param>
    /// <param name="ranking">By what, between which bounds.</param>
    /// <param name="kind">Only products of that kind, in people's words; null for all.</param>
    /// <param name="handles">Only these products; null for all.</param>
    /// <param name="limit">At most so many, 1 to 50.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<IReadOnlyList<RankedProduct>> RankAsync(
        string workspace, string locale, Ranking ranking, string? kind, IReadOnlyCollection<string>? handles, int limit,
        CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale) || handles?.Any(handle => !CanBeStored(handle)) == true)
            return [];
        var index = await _indexes.GetAsync(workspace, locale, cancellationToken);
        if (kind is not null)
        {
            string[] found = [.. index.Kinds.Find(WellFormed.Cut(kind, MaxQuery), int.MaxValue)
                .Where(match => match.Confidence >= KindIndex.OfKind)
                .Select(match => match.Handle)];
            handles = handles is null ? found : [.. found.Intersect(handles)];
        }

        if (handles?.Count == 0)
            return [];
        var ranked = index.Extremes.Rank(ranking, handles, Bounded(limit))
            .ToDictionary(one => one.Handle, one => one.Value);
        var products = await GetProductsAsync(workspace, locale, [.. ranked.Keys], cancellationToken);
        return [.. products.Select(product => new RankedProduct(product, ranked[product.Handle]))];
    }

    /// <summary>
    /// Products of other kinds that complete that one: where words say what is wanted, those that they mean,
    /// sold out or not; else what is in stock first. Of its range come before those for the same uses. Empty when there
    /// is none.
    /// </summary>
    /// <param name="workspace">Id of the workspace.</param>
    /// <param name="locale">Language of the words and the answer.</param>
    /// <param name="handle">The product.</param>
    /// <param name="query">What it should be, or be for, in people's words; may be empty.</param>
    /// <param name="limit">At most so many, 1 to 50.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal async Task<IReadOnlyList<ProductMatch>> FindCompanionsAsync(
        string workspace, string locale, string handle, string query, int limit, CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale, handle))
            return [];
        var index = await _indexes.GetAsync(workspace, locale, cancellationToken);
        var companions = index.Kinds.Companions(handle, MaxCompanions).ToDictionary(match => match.Handle);
        var wanted = index.Goods.Find(GoodsQuery.Read(query, "", locale), GoodsWeights.Embedded, MaxCompanions).Hits
            .Where(hit => companions.ContainsKey(hit.Handle))
            .ToList();
        if (wanted.Count > 0)
        {
            var least = wanted[0].Likelihood * NearWanted;
            companions = wanted.TakeWhile(hit => hit.Likelihood >= least)
                .ToDictionary(hit => hit.Handle, hit => companions[hit.Handle]);
        }

        string[] handles = [.. companions.Keys];
        var products = await GetProductsAsync(workspace, locale, handles, cancellationToken);
        return [.. products.OrderBy(product => wanted.Count == 0 && product.Stock == 0)
            .ThenBy(product => companions[product.Handle].Confidence < KindIndex.OfRange)
            .ThenBy(product => product.Stock == 0)
            .ThenByDescending(product => companions[product.Handle].Confidence)
            .ThenBy(product => Array.IndexOf(handles, product.Handle))
            .Take(Bounded(limit))];
    }

    private static FaqMatch MatchOf(AnswerIndex index, RankedAnswer found) => new(
        index[found.Entry].Heading, index[found.Entry].Answer, found.Score)
    {
        Passage = found.Passage,
        NamesCountry = found.NamesCountry,
    };

    // What PostgreSQL cannot take as a text is in no row of it.
    private static bool CanBeStored(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            if (!WellFormed.Is(text))
                return false;
        }

        return true;
    }

    private static int Bounded(int limit) => Math.Clamp(limit, 1, 50);

    private static IQueryable<ProductInLocale> Texts(RecordsDbContext db, string workspace, string locale) =>
        from text in db.ProductTexts.AsNoTracking()
        join product in db.Products.AsNoTracking() on text.ProductId equals product.Id
        where product.Workspace == workspace && text.Locale == locale
        select new ProductInLocale { Product = product, Text = text };

    private static ProductMatch ToMatch(Product product, ProductText text)
    {
        var variants = ProductVariant.Read(text.Variants);
        return new ProductMatch(
            product.Handle, text.Title, text.Description, text.Category,
            ProductVariant.Options(text.Options, variants, text.Locale),
            new Money(product.Price, product.Currency), product.Stock, product.ImageUrl, 1)
        {
            Variants = variants,
            Facts = text.Facts is null ? ProductFacts.None : ProductFacts.Read(text.Facts),
        };
    }

    private sealed class ProductInLocale
    {
        public required Product Product { get; init; }

        public required ProductText Text { get; init; }
    }
}
