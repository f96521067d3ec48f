using Gateway.Brain.House.Learning;
using Gateway.Brain.Records;
using Gateway.Brain.Shop.Catalogue.Answers;
using Gateway.Sessions;
using Gateway.Sessions.Texts;
using Microsoft.EntityFrameworkCore;

namespace Gateway.Brain.Shop.Catalogue;

/// <summary>
/// Finds products and answered questions in PostgreSQL. A locale is <c>fr</c> or <c>en</c>; any other finds nothing.
/// What is searched for is data of any kind and length: only its first words count, and none of it reaches the database
/// but as a parameter.
/// </summary>
public sealed class CatalogueSearch(
    IDbContextFactory<RecordsDbContext> records, ProductNameCache names, AnswerCache answers)
{
    /// <summary>
    /// From this score on a product may be taken for what was meant; below it, it has little more than a word in
    /// common.
    /// </summary>
    public const double LikelyProduct = 0.45;

    /// <summary>
    /// From this score on an answered question may be taken for what was asked; below it the shop's FAQ does not know.
    /// </summary>
    public const double KnownAnswer = 0.65;

    private const int MostLetters = 2_000;

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
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await ProductQueries.FindAsync(db, workspace, locale, terms, Bounded(limit), cancellationToken);
    }

    /// <summary>The product with that handle, or null.</summary>
    public async Task<ProductMatch?> GetProductAsync(
        string workspace, string locale, string handle, CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale, handle))
            return null;
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await Texts(db, workspace, locale)
            .Where(row => row.Product.Handle == handle)
            .Select(row => ToMatch(row.Product, row.Text))
            .SingleOrDefaultAsync(cancellationToken);
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
        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await ProductQueries.FindSimilarAsync(db, workspace, locale, handle, Bounded(limit), cancellationToken);
    }

    /// <summary>The shelves, the fullest first.</summary>
    public async Task<IReadOnlyList<CategoryCount>> ListCategoriesAsync(
        string workspace, string locale, CancellationToken cancellationToken)
    {
        if (!CanBeStored(workspace, locale))
            return [];
        await using var db = await records.CreateDbContextAsync(cancellationToken);
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
        await using var db = await records.CreateDbContextAsync(cancellationToken);
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
    /// <param name="locale">Language of the question and the answers.</param>
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
        if (await answers.GetAsync(workspace, locale, cancellationToken) is { } index)
        {
            var question = acts is null
                ? AskedQuestion.Read(query, locale, UtteranceReader.Load("House.shop.model"))
                : new AskedQuestion(WellFormed.Cut(query, MostLetters), locale, acts);
            return [.. index.Rank(question, Bounded(limit)).Select(found => new FaqMatch(
                index[found.Entry].Heading, index[found.Entry].Answer, found.Score)
            {
                Passage = found.Passage,
                NamesCountry = found.NamesCountry,
            })];
        }

        await using var db = await records.CreateDbContextAsync(cancellationToken);
        return await FaqQueries.FindAsync(db, workspace, locale, terms, Bounded(limit), cancellationToken);
    }

    /// <summary>Every product's name, by title; kept in memory for as long as no import changes it.</summary>
    public Task<IReadOnlyList<ProductName>> ListProductNamesAsync(
        string workspace, string locale, CancellationToken cancellationToken) =>
        names.GetAsync(workspace, locale, cancellationToken);

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
        };
    }

    private sealed class ProductInLocale
    {
        public required Product Product { get; init; }

        public required ProductText Text { get; init; }
    }
}
