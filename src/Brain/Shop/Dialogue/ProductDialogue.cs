using System.Collections.Frozen;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Shop.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>Talks about products: price, stock, details, comparison, what is like another, what to give.</summary>
internal static class ProductDialogue
{
    private const int MostSides = 3;

    private const float HalfSure = 0.5f;

    private static readonly FrozenSet<string> Indefinite = FrozenSet.Create(StringComparer.Ordinal,
        "un", "une", "des", "a", "an", "some", "quel", "quelle", "quels", "quelles", "which", "what", "any", "aussi",
        "d", "de");

    // From this likelihood on words are believed to name a kind of goods, be it one that is not sold.
    private const float SureName = 0.85f;

    /// <summary>Answers a message about products; null when this one is not.</summary>
    public static async Task<AgentText?> AnswerAsync(ShopRequest request)
    {
        if (request.Advertisement is not null
            && (request.Heard.IsQuestion || request.Says(ShopIntents.Price, ShopIntents.Stock))
            && !request.Says(ShopIntents.List, ShopIntents.Recommend)
                && await ProductFinding.AdvertisedAsync(request) is { } advertised)
        {
            return await ShowAsync(request, advertised);
        }

        if (request.Says(ShopIntents.Compare))
            return await CompareAsync(request);
        if (request.Reading.Does("price") && request.Content.Count == 0 && request.State.Shown.Count > 1
            && await request.CallAsync<ProductList>(
                CompareProductsTool.Name,
                new { handles = request.State.Shown.Select(product => product.Handle) })
                is { Products.Count: > 1 } shown)
            return request.Say("several", ("products", ProductWording.Names(request, shown)));
        if (request.Says(ShopIntents.Similar, ShopIntents.Cheaper) && !request.Says(ShopIntents.Cheapest)
            && await SimilarAsync(request) is { } similar)
            return similar;
        if (request.State.Shown.Count > 1
            && (request.PriceEnd is null ? request.Says(ShopIntents.Which) : ProductFinding.IsOfShown(request)))
            return await WhichAsync(request);
        if (request.Says(ShopIntents.List) && request.Content.Count == 0)
            return await ListAsync(request);
        if (request.Says(ShopIntents.Recommend)
            || (request.Budget is not null && request.Heard.IsQuestion))
            return await RecommendAsync(request);
        return request.Content.Count == 0 || (request.NamesVariant && request.Heard.IsQuestion)
            || await IsAboutCurrentAsync(request)
            ? await AboutCurrentAsync(request)
            : null;
    }

    /// <summary>What an order of the current product comes to; null when there is none.</summary>
    public static async Task<AgentText?> TotalAsync(ShopRequest request) =>
        request.State.Product is { } current
        && await request.CallAsync<ProductDetails>(
            ShowProductTool.Name,
            new { handle = current.Handle, quantity = request.PiecesOf(current.Title) }) is
        {
            Product: { } product,
            Quote: { } quote
        }
            ? ProductWording.TotalOf(request, product, quote)
            : null;

    /// <summary>Shows what the catalogue has for the words of the message; null when it has nothing.</summary>
    public static async Task<AgentText?> SearchAsync(ShopRequest request)
    {
        var found = await ProductFinding.SearchAsync(request, request.PriceEnd);
        if (found is { IsSold: false } && request.Reading.Lead is
            {
                Act: "seek" or "stock",
                Certainty: >= ShopReading.Sure
            })
        {
            request.Miss = MissKind.NotSold;
            return found.Products.Count == 0
                ? request.Say("notSold", ("query", KindOf(request)!))
                : request.Say(
                    "notSoldNearest", ("query", KindOf(request)!), ("products", ProductWording.Names(request, found)));
        }

        if (found is not { Products: [var best, ..] } list)
            return PointsAtCurrent(request) ? await NotOnSheetAsync(request) : null;
        if (list.IsExtreme && !best.IsSoldOut)
            return AgentText.Join(
                " ", ProductWording.ExtremeOf(request, best), best.FirstLine, ProductWording.OrderIt(request));
        if (!PointsAtCurrent(request) || ProductFinding.IsNamed(request, best.Title))
            return await ShowAsync(request, list);
        // "Is it waterproof?" is about what was shown before, not about the watering can that the search came up with.
        var current = request.State.Product!;
        await request.CallAsync<ProductDetails>(ShowProductTool.Name, new { handle = current.Handle });
        return await NotOnSheetAsync(request, current.Title);
    }

    /// <summary>
    /// Says that the sheet of the goods a question is about does not tell; null when there are none.
    /// </summary>
    public static async Task<AgentText?> NotOnSheetAsync(ShopRequest request)
    {
        if (await MeantAsync(request) is not [var product, ..])
            return null;
        return ProductWording.VariantsOf(request, product) ?? await NotOnSheetAsync(request, product.Title);
    }

    private static async Task<AgentText> NotOnSheetAsync(ShopRequest request, string title)
    {
        request.Miss = MissKind.NotOnSheet;
        return AgentText.Join(
            " ", request.Say("notOnSheet", ("title", title)),
            await QuestionDialogue.ContactAsync(request, personWanted: false, "askTheTeam"));
    }

    /// <summary>What is said of a product that was not spoken of before: what it costs as well.</summary>
    public static async Task<AgentText> WithPriceAsync(ShopRequest request, ProductView product, AgentText told)
    {
        var answer = AgentText.Join(
            " ", ProductWording.PriceOf(request, product, await QuoteAsync(request, product)), told);
        return product.IsSoldOut
            ? AgentText.Join(" ", answer, await SoldOutAsync(request, product))
            : AgentText.Join(" ", answer, ProductWording.OrderIt(request));
    }

    /// <summary>Tells what the goods named, or those under discussion, cost; null when there are none.</summary>
    public static async Task<AgentText?> PriceAsync(ShopRequest request)
    {
        var products = await MeantAsync(request);
        if (products.Count == 0)
            return null;
        if (products.Count > 1)
            return request.List(products.Select(product => ProductWording.TitleAndPrice(request, product)));
        var price = ProductWording.PriceOf(request, products[0], await QuoteAsync(request, products[0]));
        return products[0].IsSoldOut
            ? AgentText.Join(" ", price, await SoldOutAsync(request, products[0]))
            : request.State.Product?.Handle == products[0].Handle
            ? price
            : AgentText.Join(" ", price, ProductWording.DetailIfAsked(request, products[0]) ?? products[0].FirstLine,
                ProductWording.OrderIt(request));
    }

    /// <summary>
    /// Tells the cheapest, the lightest and the like: of the goods named, of those shown, or of all; null when it is
    /// not
    /// known.
    /// </summary>
    public static async Task<AgentText?> RankAsync(ShopRequest request, string by)
    {
        List<Mention> mentions = [.. Mention.In(request.Reading).Where(mention => mention.Product.Length > 0)];
        var ofAll = request.Heard.Words.Any(
            word => word.Text is "magasin" or "boutique" or "shop" or "store" or "catalogue" or "site");
        var shown = !ofAll && request.State.Shown.Count > 1
            && (mentions.Count == 0 || request.State.Shown.All(product => mentions.Exists(
                mention => Word.In(mention.Product).Any(word => ProductFinding.IsOf(product.Title, word.Text)))))
            ? request.State.Shown.Select(product => product.Handle).ToList()
            : null;
        if (mentions.Count > 1)
            shown = [.. (await MeantAsync(request)).Select(product => product.Handle)];
        var list = await request.CallAsync<ProductList>(RankProductsTool.Name, new
        {
            by,
            products = shown,
            kind = shown is null ? mentions.FirstOrDefault()?.Product : null,
        });
        if (list is not { Products: [var first, ..] })
            return null;
        if (list.Products.Count > 1)
            return request.Say("several", ("products", ProductWording.Names(request, list)));
        return by is "rank.cheap" or "rank.dear" && list.IsExtreme
            ? AgentText.Join(
                " ", request.Say(
                    by == "rank.dear" ? "dearest" : "cheapest", ("title", first.Title), ("price",
                        request.Amount(first.Price))),
                first.FirstLine, ProductWording.OrderIt(request))
            : request.Say(
                "extreme", ("title", first.Title), ("price", request.Amount(first.Price)),
                ("measures", AgentText.Join(" ", first.LinesAbout([.. MeasuresOf(by)]).Select(line =>
                    (AgentText)$"{line}."))));
    }

    private static IEnumerable<string> MeasuresOf(string by) => Attributes.OfProperty(
        by is "rank.light" or "rank.heavy" ? "weight" : "capacity").Concat(Attributes.OfProperty("size"));

    /// <summary>Proposes what goes with the goods named or under discussion; null when there is nothing.</summary>
    public static async Task<AgentText?> PairAsync(ShopRequest request)
    {
        var mentions = Mention.In(request.Reading).Where(mention => mention.Product.Length > 0).ToList();
        var wanted = mentions.LastOrDefault();
        // "A small knife that goes with it": the one thing named is wanted, for what is under discussion.
        var current = mentions.Count == 1 && request.State is { Product: { } one, Shown.Count: 1 }
            && IsNew(request, wanted!)
            && !Word.In(wanted!.Product).Any(word => ProductFinding.IsOf(one.Title, word.Text))
            ? one : null;
        var (handle, title) = current is not null ? (current.Handle, current.Title)
            : await MeantAsync(request) is [var product, ..] ? (product.Handle, product.Title) : (null, null);
        if (handle is null || title is null)
            return null;
        var list = await request.CallAsync<ProductList>(FindCompanionsTool.Name, new { handle, query = wanted?.Query });
        if (list is not { Products.Count: > 0 })
            return null;
        // "Which table goes with it" asks for tables alone.
        List<ProductView> fitting = wanted is null ? []
            : [.. list.Products.Where(other => other.Handle != handle
                && Word.In(wanted.Product).Any(word => ProductFinding.IsOf($"{other.Title} {other.Category}",
                    word.Text)))];
        if (fitting.Count == 0 && current is not null)
            return await SearchAsync(request);
        var told = fitting.Count > 0 ? list with { Products = fitting } : list;
        if (fitting.Count > 0)
            await ProductFinding.ShowAsync(request, [.. fitting.Select(other => other.Handle)]);
        return request.Say("companions", ("title", title), ("products", ProductWording.Names(request, told)));
    }

    /// <summary>Whether goods are named as one does what was not spoken of before: "un petit couteau".</summary>
    public static bool IsNew(ShopRequest request, Mention wanted)
    {
        var at = request.Reading.Text.IndexOf(wanted.Product.Split(' ')[0], StringComparison.Ordinal);
        return at >= 0 && Word.In(request.Reading.Text[..at]).TakeLast(2).Any(word => Indefinite.Contains(word.Text));
    }

    /// <summary>Tells whether the goods named, or under discussion, can be had; null when there are none.</summary>
    public static async Task<AgentText?> StockAsync(ShopRequest request)
    {
        if (await MeantAsync(request) is not [var product])
            return null;
        return await StockOrInsteadAsync(request, product);
    }

    private static async Task<AgentText> StockOrInsteadAsync(ShopRequest request, ProductView product) =>
        product.IsSoldOut
            ? await SoldOutAsync(request, product)
            : ProductWording.StockOf(request, product, "stockIs");

    /// <summary>The goods that a question is about: those it names, those it points at, or those shown last.</summary>
    public static async Task<IReadOnlyList<ProductView>> MeantAsync(ShopRequest request)
    {
        List<Mention> mentions = [.. Mention.In(request.Reading).Where(mention => !mention.IsDenied)];
        if (mentions is [] or [{ Product: "" }])
        {
            if (request.Content.Count > 0 && !Attributes.IsAll(request.Content) && !AsksOfCurrent(request)
                && await ProductFinding.FindAsync(request, show: false) is { Found.Products: [var found, ..] }
                && ProductFinding.IsNamed(request, found.Title))
                return await ProductFinding.ShowAsync(request, [found.Handle]);
            if (ProductFinding.AmongShown(request) is { } pointed)
                return await ProductFinding.ShowAsync(request, [pointed.Handle]);
            // What is sold out was not shown with what there is instead, and is spoken of still.
            if (request.State.Product is { } missing
                && request.State.Shown.All(shown => shown.Handle != missing.Handle))
                return await ProductFinding.ShowAsync(request, [missing.Handle]);
            // Of several shown one may be spoken of already.
            if (request.State.Shown.Count > 1 && !request.State.Asked.Contains(Ask.WhetherToOrder))
                return await ProductFinding.ShowAsync(
                    request, [.. request.State.Shown.Take(MostSides).Select(product => product.Handle)]);
            return request.State.Product is { } current
                ? await ProductFinding.ShowAsync(request, [current.Handle])
                : [];
        }

        List<ProductView> meant = [];
        foreach (var mention in mentions.Take(MostSides))
        {
            if (await ProductFinding.OfMentionAsync(request, mention) is not { } found)
                continue;
            meant.Add(ProductFinding.BestNamed(found, mention) ?? found[0]);
        }

        meant = [.. meant.DistinctBy(product => product.Handle)];
        return await ProductFinding.ShowAsync(request, [.. meant.Select(product => product.Handle)]);
    }

    // "How heavy is it, I have a bad wrist thanks to you and your cast iron": a property of what is under discussion.
    private static bool AsksOfCurrent(ShopRequest request) =>
        PointsAtCurrent(request) && request.State.Shown.Count < 2
        && request.Reading.LikelihoodOf(act => act.StartsWith("detail.", StringComparison.Ordinal))
            >= ShopReading.SureEnough;

    private static bool PointsAtCurrent(ShopRequest request) =>
        request.State.Product is not null && request.Heard.IsQuestion
        && request.Rest.Words.Any(
            word => word.Text is "it" or "they" or "them" or "elle" or "elles" or "il" or "ils" or "ca" or "cela");

    /// <summary>Shows products like one that a button named.</summary>
    public static async Task<AgentText> LikeAsync(ShopRequest request, string handle, bool cheaper)
    {
        var list = await request.CallAsync<ProductList>(FindSimilarTool.Name, new { handle, cheaper });
        return list is { Products.Count: > 0 }
            ? request.Say(cheaper ? "cheaper" : "similar", ("products", ProductWording.Names(request, list)))
            : request.Say(cheaper ? "nothingCheaper" : "nothingSimilar");
    }

    private static async Task<AgentText> ShowAsync(ShopRequest request, ProductList list)
    {
        if (list.Products.Count > 1)
            return request.Say(
                request.State.Ordering ? "severalWhileOrdering" : "several",
                ("products", ProductWording.Names(request, list)));
        var product = list.Products[0];
        if (product.IsSoldOut)
            return await SoldOutAsync(request, product);
        if (ProductWording.VariantsOf(request, product) is { } variants)
            return AgentText.Join(
                " ", ProductWording.PriceOf(request, product, null), variants, ProductWording.OrderIt(request));
        var line = request.Says(ShopIntents.Stock)
            ? ProductWording.StockOf(request, product, "stockAlso")
            : ProductWording.DetailIfAsked(request, product) ?? product.FirstLine;
        var quote = await QuoteAsync(request, product);
        // "Vous l'avez en rouge ?" is answered with the colours there are.
        var options = Attributes.NamesColour(request.Rest) && product.Options is { } colours
            ? (AgentText)$"{colours}."
            : null;
        return AgentText.Join(
            " ", ProductWording.PriceOf(request, product, quote), options, line, ProductWording.OrderIt(request));
    }

    private static async Task<AgentText?> AboutCurrentAsync(ShopRequest request)
    {
        if (request.State.Product is not { } current)
            return null;
        var asks = request.Says(ShopIntents.Price, ShopIntents.Stock) || request.Heard.IsQuestion;
        if (!asks
            || await request.CallAsync<ProductDetails>(
            ShowProductTool.Name, new { handle = current.Handle }) is not { Product: { } product })
            return null;
        if (!product.IsSoldOut && ProductWording.VariantsOf(request, product) is { } variants)
            return variants;
        if (request.Says(ShopIntents.Stock))
            return await StockOrInsteadAsync(request, product);
        if (request.Says(ShopIntents.Price))
            return ProductWording.PriceOf(request, product, await QuoteAsync(request, product));
        return ProductWording.Details(request, product);
    }

    private static async Task<AgentText?> SimilarAsync(ShopRequest request)
    {
        // "Something like a bird feeder" asks for a bird feeder, "something like the Bruyère throw" for another one.
        var cheaper = request.Says(ShopIntents.Cheaper);
        if (request.Content.Count == 0)
            return request.State.Product is { } current ? await LikeAsync(request, current.Handle, cheaper) : null;
        var found = await ProductFinding.FindAsync(request);
        if (found.Handle is null || !HasDefiniteArticle(request))
            return found.Found is { Products.Count: > 0 } list ? await ShowAsync(request, list) : null;
        return await LikeAsync(request, found.Handle, cheaper);
    }

    private static bool HasDefiniteArticle(ShopRequest request) =>
        request.Rest.Words.Any(
            word => word.Text is "le" or "la" or "les" or "l" or "the" or "this" or "that" or "ce" or "cette" or "votre"
            or "your")
        || request.Says(ShopIntents.Cheaper);

    /// <summary>Holds the goods named, or those shown, against each other; null when there are not two.</summary>
    public static async Task<AgentText?> CompareAsync(ShopRequest request)
    {
        var meant = await MeantAsync(request);
        if (meant.Count < 2)
        {
            var others = request.State.Shown.Where(shown => meant.All(product => product.Handle != shown.Handle));
            meant = await ProductFinding.ShowAsync(request, [.. meant.Select(product => product.Handle)
                .Concat(others.Select(shown => shown.Handle))
                .Take(2)]);
            if (meant.Count < 2)
                return null;
        }

        if (await request.CallAsync<ProductList>(CompareProductsTool.Name, new
        {
            handles = meant.Select(product => product.Handle),
            question = request.Turn.Heard.Text,
            acts = request.Reading.Acts,
        }) is not { } list)
            return null;
        return request.Say("compare", ("lines", AgentText.Join("\n", list.Products.Select((product, i) =>
            ProductWording.Side(
                request, product, list.Compared.Select(told => told[i]).OfType<string>().Distinct().ToList()
                is { Count: > 0 } sentences
                ? AgentText.Join(" ", sentences.Select(sentence => (AgentText)sentence))
                : product.FirstLine)))));
    }

    private static async Task<AgentText?> WhichAsync(ShopRequest request)
    {
        var handles = request.State.Shown.Select(product => product.Handle);
        if (await request.CallAsync<ProductList>(
            CompareProductsTool.Name, new { handles }) is not { Products.Count: > 1 } list)
            return null;
        if (request.PriceEnd is { } end)
        {
            var product = end == PriceEnd.Cheapest
                ? list.Products.MinBy(product => product.Price.Amount)!
                : list.Products.MaxBy(product => product.Price.Amount)!;
            // From here on it is that one they talk about, and "I'll take it" means it.
            await request.CallAsync<ProductDetails>(ShowProductTool.Name, new { handle = product.Handle });
            return ProductWording.ExtremeOf(request, product);
        }

        var question = Attributes.Of(request.Rest);
        return request.Say("compareDetail", ("lines", AgentText.Join("\n", list.Products.Select(product =>
            ProductWording.Side(
                request, product, product.LinesAbout(question) is [var line, ..] ? line : product.FirstLine)))));
    }

    /// <summary>Names the shelves; null when there are none.</summary>
    public static async Task<AgentText?> ListAsync(ShopRequest request)
    {
        var list = await request.CallAsync<CategoryList>(ListCategoryTool.Name, new { });
        return list is { Categories.Count: > 0 }
            ? request.Say("categories", ("categories", request.List(list.Categories.Select(shelf => (AgentText)shelf))))
            : null;
    }

    /// <summary>Proposes presents, or anything within a budget.</summary>
    public static async Task<AgentText?> RecommendAsync(ShopRequest request)
    {
        var maxPrice = request.Budget;
        var isGift = request.Rest.Words.Any(
            word => word.Text is "cadeau" or "cadeaux" or "gift" or "gifts" or "present" or "presents" or "offrir");
        var gift = isGift ? request.Locale == "fr" ? "cadeau " : "gift " : "";
        foreach (var query in new[] { gift + request.Query, request.Query, gift }.Where(query => query.Length > 0)
            .Distinct())
        {
            var list = await request.CallAsync<ProductList>(SearchCatalogueTool.Name, new
            {
                query,
                description = request.Description,
                maxPrice
            });
            if (list is { Products.Count: > 0 })
                return await ShowAsync(request, list);
        }

        return maxPrice is null ? await ListAsync(request) : request.Say("nothingForBudget");
    }

    private static async Task<AgentText> SoldOutAsync(ShopRequest request, ProductView product)
    {
        var list = await request.CallAsync<ProductList>(FindSimilarTool.Name, new { handle = product.Handle });
        var soldOut = request.Say("productSoldOut", ("title", product.Title));
        return list is { Products.Count: > 0 }
            ? AgentText.Join(" ", soldOut, request.Say("instead", ("products", ProductWording.Names(request, list))))
            : soldOut;
    }

    // "Elle a l'air ravissante, elle se repasse ?" names no product; "la théière Camélia fait combien de litres ?"
    // does.
    private static async Task<bool> IsAboutCurrentAsync(ShopRequest request)
    {
        if (request.State.Product is null || !request.Heard.IsQuestion)
            return false;
        if (request.Reading is not { Detail: not null, NamesProduct: false } && !Attributes.IsAmong(request.Content))
            return false;
        return Attributes.IsAll(request.Content)
            || await ProductFinding.SearchAsync(request, show: false) is not { Products: [var best, ..] }
            || !ProductFinding.IsNamed(request, best.Title);
    }

    // What several cost together is worked out by the catalogue's tool, as every amount is.
    private static async Task<OrderQuote?> QuoteAsync(ShopRequest request, ProductView product) =>
        request.Says(ShopIntents.Price, ShopIntents.Total) && request.PiecesOf(product.Title) is > 1 and var quantity
            ? (await request.CallAsync<ProductDetails>(
                ShowProductTool.Name, new { handle = product.Handle, quantity }))?.Quote
            : null;

    /// <summary>What kind of thing a message asks for, in its words; null when it names none.</summary>
    public static string? KindOf(ShopRequest request) =>
        request.Reading.Lead is { Act: "seek" or "stock" or "gift", Certainty: >= ShopReading.Sure }
            ? Mention.In(request.Reading).FirstOrDefault(mention => mention is
            {
                IsDenied: false,
                Product.Length: > 0, Certainty: >= SureName
            })?.Product
            : null;
}
