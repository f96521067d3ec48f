using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>What came of looking for the product a message means.</summary>
/// <param name="Handle">The product, or null when it is not clear which one, or there is none.</param>
/// <param name="Found">What the search found, when there was one.</param>
/// <param name="Named">Whether the message named a product or pointed at one of those shown.</param>
internal sealed record FoundProduct(string? Handle, ProductList? Found, bool Named)
{
    /// <summary>Whether several products may be meant.</summary>
    public bool IsOpen => Handle is null && Found is { Products.Count: > 1 };
}

/// <summary>
/// Finds out which product a message means: by place or name among those shown, by name in the catalogue, or the
/// current one.
/// </summary>
internal static class ProductFinding
{
    private static readonly FrozenSet<string> Instead = FrozenSet.Create(StringComparer.Ordinal,
        "plutot", "instead", "rather", "finalement", "actually", "sorry", "pardon", "non", "no", "oups", "oops",
        "prefere", "prefer", "fait", "en", "d", "i", "je");

    private const int ShortestStem = 3;

    /// <summary>Looks for the product.</summary>
    /// <param name="request">The request.</param>
    /// <param name="show">Whether what the catalogue has is shown.</param>
    public static async Task<FoundProduct> FindAsync(ShopRequest request, bool show = true)
    {
        // "Them towels after all": what is under discussion, by what it is.
        if (request.State is { Product: { } discussed } && Mention.In(request.Reading) is [{ IsDenied: false } mention]
            && mention.Query.Length > 0 && Fits(discussed, mention)
            && request.State.Shown.All(other => other.Handle == discussed.Handle || !Fits(other, mention)))
            return new FoundProduct(discussed.Handle, null, Named: true);
        if (AmongShown(request) is { } shown)
            return new FoundProduct(shown.Handle, null, Named: true);
        if (Mention.In(request.Reading) is [{ IsDenied: false, Product.Length: > 0 } spoken]
            && AmongDiscussed(request, spoken) is { } before)
            return new FoundProduct(before.Handle, null, Named: true);
        if (request.Content.Count > 0
            && await SearchAsync(request, request.PriceEnd, show) is { Products.Count: > 0 } list)
            return new FoundProduct(
                list.IsClear || list.Products.Count == 1 ? list.Products[0].Handle : null, list, Named: true);
        // What was named is not in the catalogue, and nothing says that the current product is meant.
        if (request.Content.Count > 0 && !request.Says(ShopIntents.OrderThis, Intents.Yes))
            return new FoundProduct(null, null, Named: true);
        if (request.Advertisement is not null && await AdvertisedAsync(request) is { } advertised)
            return new FoundProduct(
                advertised.IsClear || advertised.Products.Count == 1 ? advertised.Products[0].Handle : null, advertised,
                Named: true);
        // "I'll take it" after several products were shown leaves open which one.
        var current = request.State.Shown.Count > 1 && request.State.Asked.Contains(Ask.Which)
            ? null
            : request.State.Product?.Handle;
        return new FoundProduct(current, null, Named: false);
    }

    private static bool Fits(ShownProduct product, Mention mention) => Word.In(mention.Query).All(word =>
        Fillers.Words.Contains(word.Text) || IsOf($"{product.Title} {product.Options}", word.Text));

    /// <summary>
    /// What the advertisement shows that the contact came from; null when it is nothing of the catalogue.
    /// </summary>
    public static async Task<ProductList?> AdvertisedAsync(ShopRequest request)
    {
        var found = await request.LookAsync(new SearchArguments { Query = request.Advertisement! });
        var words = Word.In(request.Advertisement!).Where(word => !Fillers.Words.Contains(word.Text)).ToList();
        if (found is not { IsSold: true } list
            || !list.Products.Any(product => words.Exists(word => IsOf(product.Title, word.Text))))
            return null;
        await ShowAsync(request, [.. list.Products.Select(product => product.Handle)]);
        return list;
    }

    /// <summary>Asks the catalogue for what the message names.</summary>
    /// <param name="request">The request.</param>
    /// <param name="only">Which end of the prices is wanted, by the names in <see cref="PriceEnd"/>; null for all that
    /// is found.</param>
    /// <param name="show">Whether it is shown.</param>
    public static async Task<ProductList?> SearchAsync(ShopRequest request, string? only = null, bool show = true)
    {
        var maxPrice = request.Budget;
        ProductList? list = null;
        foreach (var query in request.Queries.Count == 0 && request.IsRefining ? [""] : request.Queries)
        {
            list = await request.CallAsync<ProductList>(SearchCatalogueTool.Name, new SearchArguments
            {
                Query = query,
                Description = request.Description,
                Kind = ProductDialogue.KindOf(request),
                MaxPrice = maxPrice,
                Only = only,
                Show = show,
            });
            if (list is { Products.Count: > 0 })
                break;
        }

        // The nearest of what is not sold is told of only to who asks for it.
        if (list is { IsSold: false }
            && (request.Reading.Lead is not { Act: "seek" or "stock", Certainty: >= ShopReading.Sure }
                || ProductDialogue.KindOf(request) is null))
            return null;
        // What no part of the message names is not offered for a word that it happens to have.
        return list is not null && request.Reading.NamesNothing
            && !list.Products.Any(product => IsNamed(request, product.Title))
            ? null
            : list;
    }

    /// <summary>The products that goods named in a message may be, best first; null when the shop has none of
    /// them. They are not shown.</summary>
    public static async Task<IReadOnlyList<ProductView>?> OfMentionAsync(ShopRequest request, Mention mention)
    {
        if ((AmongShown(request.State.Shown, mention) ?? AmongDiscussed(request, mention)) is { } shown
            && await request.CallAsync<ProductDetails>(ShowProductTool.Name, new { handle = shown.Handle })
                is { Product: { } known })
            return [known];
        var list = await request.LookAsync(new SearchArguments { Query = mention.Query });
        return list is not { Products.Count: > 0 } ? null
            : list.IsClear ? [list.Products[0]]
            : list.Products;
    }

    /// <summary>Shows products; from then on they are spoken of.</summary>
    /// <param name="request">The request.</param>
    /// <param name="handles">Of the products, in order; of more than five the first five are shown.</param>
    /// <returns>Those that there are.</returns>
    public static async Task<IReadOnlyList<ProductView>> ShowAsync(
        ShopRequest request, IReadOnlyList<string> handles) => handles switch
        {
            [] => [],
            [var only] => await request.CallAsync<ProductDetails>(ShowProductTool.Name, new { handle = only })
                is { Product: { } product } ? [product] : [],
            _ => (await request.CallAsync<ProductList>(CompareProductsTool.Name, new { handles }))?.Products ?? [],
        };

    /// <summary>Of several products the one that has more of the words than any other; null when there is
    /// none.</summary>
    public static ProductView? BestNamed(IReadOnlyList<ProductView> found, Mention mention)
    {
        var words = Word.In(mention.Query).Select(word => word.Text)
            .Where(word => word.Length > 2 && !Fillers.Words.Contains(word))
            .ToList();
        var fitting = found
            .Select(product => (product, Hits: words.Count(word => IsOf($"{product.Title} {product.Options}", word))))
            .OrderByDescending(fit => fit.Hits)
            .ToList();
        return fitting.Count > 1 && fitting[0].Hits > fitting[1].Hits ? fitting[0].product : null;
    }

    // "Just the coffee maker then", after something else was spoken of: the one that was under discussion. "A lamp" may
    // be another one.
    private static ShownProduct? AmongDiscussed(ShopRequest request, Mention mention)
    {
        var words = Word.In(mention.Query).Select(word => word.Text)
            .Where(word => word.Length > 2 && !Fillers.Words.Contains(word) && !Mention.IsUnit(word))
            .ToList();
        if (words.Count == 0 || ProductDialogue.IsNew(request, mention))
            return null;
        List<ShownProduct> fitting = [.. request.State.Discussed.Where(product => words.TrueForAll(word =>
            IsOf($"{product.Title} {product.Options}", word)
            || (!request.Reading.IsOfGoods(word) && Means(product.Title, word))))];
        return fitting is [var only] ? only : null;
    }

    // Of what was shown the one that the words fit best, where no other fits as well.
    private static ShownProduct? AmongShown(IReadOnlyList<ShownProduct> shown, Mention mention)
    {
        var words = Word.In(mention.Query).Select(word => word.Text)
            .Where(word => word.Length > 2 && !Fillers.Words.Contains(word))
            .ToList();
        if (words.Count == 0)
            return null;
        var fitting = shown.Select(product => (product, Hits: words.Count(word => IsOf(product.Title, word))))
            .Where(fit => fit.Hits > 0)
            .OrderByDescending(fit => fit.Hits)
            .ToList();
        return fitting is [var only] || (fitting.Count > 1 && fitting[0].Hits > fitting[1].Hits)
            ? fitting[0].Hits == words.Count || shown.Count > 1 ? fitting[0].product : null
            : null;
    }

    /// <summary>The product of those shown last that the message points at, or null.</summary>
    public static ShownProduct? AmongShown(ShopRequest request)
    {
        var shown = request.State.Shown;
        if (shown.Count < 2)
            return null;
        if (Reference.Place(request.Rest.Words, shown.Count, request.State.Asked.Contains(Ask.Which)) is { } place)
            return shown[place];
        if (request.PriceEnd is { } end && IsOfShown(request))
            return end == PriceEnd.Cheapest
                ? shown.MinBy(product => product.Price.Amount)
                : shown.MaxBy(product => product.Price.Amount);
        var words = request.Rest.Words.Select(word => word.Text).Where(word => !Fillers.Words.Contains(word)).ToList();
        var named = shown.Select(
            product => (product,
            Hits: TitleWords(product.Title).Count(title => words.Exists(word => Typos.Forgive(word, title)))))
            .Where(product => product.Hits > 0)
            .OrderByDescending(product => product.Hits)
            .ToList();
        if (named.Count > 0)
            return named.Count == 1 || named[0].Hits > named[1].Hits ? named[0].product : null;
        var meant = shown.Where(product => words.Exists(word => IsOf(product.Title, word) || Means(product.Title,
            word)))
            .ToList();
        return meant is [var only] ? only : null;
    }

    /// <summary>
    /// The one of those that were to be chosen from, before one of them was, that the message takes in its place; or
    /// null.
    /// </summary>
    public static ShownProduct? AmongOffered(ShopRequest request)
    {
        var offered = request.State.Offered;
        if (offered.Count < 2 || !request.State.Ordering)
            return null;
        var words = request.Heard.Words.Where(word => !Instead.Contains(word.Text)).ToList();
        // "La deuxième", "plutôt la deuxième lampe"; not "2e étage".
        if (words.Count(
            word => word.Text is not ("le" or "la" or "l" or "the" or "one" or "celle" or "celui")
            && !offered.Any(product => IsOf(product.Title, word.Text))) != 1)
            return null;
        return Reference.Place(words, offered.Count, wasAsked: words.Count < request.Heard.Words.Count) is { } place
            && offered[place].Handle != request.State.Order.Product
            ? offered[place]
            : null;
    }

    /// <summary>Whether a word, folded, stands in a product's name.</summary>
    public static bool IsOf(string title, string word) =>
        word.Length > 0
            && TitleWords(title).Any(name => Typos.Forgive(word, name) || Typos.Forgive(word.TrimEnd('s'), name)
                || (word.Length >= ShortestStem && name.StartsWith(word, StringComparison.Ordinal)));

    /// <summary>Whether a word, folded, means what stands in a product's name: "the cedar one" of a "Bougie
    /// Cèdre".</summary>
    public static bool Means(string title, string word) =>
        Thesaurus.Embedded.ConceptsOf([word])[0].Where(concept => concept[0] != '=')
            .Intersect(Thesaurus.Embedded.ConceptsOf([.. TitleWords(title)]).SelectMany(concepts => concepts))
            .Any();

    /// <summary>Whether the message has a word of a product's name as it is written.</summary>
    public static bool IsNamedExactly(ShopRequest request, string title) =>
        request.Content.Select(Word.Fold).Intersect(TitleWords(title)).Any();

    /// <summary>Whether the message has a word of a product's name.</summary>
    public static bool IsNamed(ShopRequest request, string title)
    {
        var words = request.Content.Select(Word.Fold).ToList();
        return TitleWords(title)
            .Any(name => words.Exists(word => Typos.Forgive(word, name) || Typos.Forgive(word.TrimEnd('s'), name)));
    }

    /// <summary>
    /// Whether a choice is to be made among the products shown: "the cheapest lamp" after candles asks for something
    /// else.
    /// </summary>
    public static bool IsOfShown(ShopRequest request) =>
        request.Content.Count == 0 || request.State.Shown.Any(product => IsNamed(request, product.Title));

    /// <summary>
    /// Whether a message says nothing but the name, or a piece of it, of one of several products shown.
    /// </summary>
    public static bool IsNameOfShown(Utterance heard, IReadOnlyList<ShownProduct> shown)
    {
        var words = heard.Words.Select(word => word.Text).Where(word => !Fillers.Words.Contains(word)).ToList();
        return shown.Count > 1 && words.Count > 0
            && shown.Any(product => words.TrueForAll(word => TitleWords(product.Title).Contains(word)));
    }

    private static IEnumerable<string> TitleWords(string title) =>
        Word.In(title).Select(word => word.Text).Where(word => word.Length > 2 && !Fillers.Words.Contains(word));
}
