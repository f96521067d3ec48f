using System.Collections.Frozen;
using System.Globalization;
using Gateway.Brain.House;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Tools;
using Gateway.Brain.Words;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>
/// A request to the shop's skill, read once: what was said, what it holds, and where the conversation stands.
/// </summary>
internal sealed class ShopRequest
{
    private const int LongestQuery = 7;
    private const int LongestName = 6;
    private const int FewWords = 4;

    // What goods are when something went wrong on their way, and by what one tells that they were on it.
    private static readonly FrozenSet<string> Damages = FrozenSet.Create(StringComparer.Ordinal,
        "fendu", "casse", "ebreche", "fele", "abime", "enfonce", "miettes", "tache", "dechire", "raye", "defectueux",
        "manquant", "cabosse", "brise", "tordu", "cracked", "crack", "broken", "chipped", "chip", "stained", "stain",
        "torn", "scratched", "smashed", "damaged", "dented", "faulty", "bent", "pieces", "missing", "shattered");

    private static readonly FrozenSet<string> Arrivals = FrozenSet.Create(StringComparer.Ordinal,
        "recu", "recue", "recus", "recues", "livre", "livree", "livres", "livrees", "arrive", "arrivee", "arrives",
        "arrivees", "colis", "came", "arrived", "received", "delivered", "parcel", "ouvert", "opened", "commande");

    private static readonly FrozenSet<string> OfAnOrder = FrozenSet.Create(StringComparer.Ordinal,
        "commande", "order", "adresse", "address", "numero", "number", "nom", "name", "telephone", "phone", "quantite",
        "quantity");

    // What no corpus tells apart from its neighbours.
    private static readonly FrozenSet<string> OnlyPatterns = FrozenSet.Create(StringComparer.Ordinal,
        "topic.repair", "topic.materials", "topic.origin", "topic.howToOrder", "topic.deliveryAbroad", "topic.late");

    private static readonly FrozenSet<string> Wishing = FrozenSet.Create(StringComparer.Ordinal,
        "voudrais", "voudrai", "veux", "like", "want", "need", "faut", "besoin", "prendrais", "prends", "prend", "take",
        "aimerais", "souhaite", "desire");

    private readonly IReadOnlySet<string> _goods;
    private List<ShownProduct> _shown = [];
    private bool _told;

    private static readonly string[] ContactFields = [Ask.LastName, Ask.FirstName, Ask.Phone, Ask.Address];

    /// <summary>Reads a request.</summary>
    /// <param name="turn">The house model's turn.</param>
    /// <param name="goods">Words of the names of what the shop sells, folded.</param>
    public ShopRequest(HouseTurn turn, IReadOnlySet<string> goods)
        : this(turn, turn.State<ShopState>(), null, null, goods)
    {
    }

    private ShopRequest(
        HouseTurn turn, ShopState state, ShopReading? reading, Firm? firm, IReadOnlySet<string> goods)
    {
        _goods = goods;
        Turn = turn;
        State = state;
        Reading = reading ?? ShopReading.Of(turn.Heard.Text, State, turn.Facts, goods);
        Heard = turn.Heard.With(Reading.Intents);
        // A question is not an answer to "what is your name?", however much its words look like one; nor is "la
        // Luciole" among lamps.
        var isAnswer = !turn.Facts.TakesBack && !(Heard.IsQuestion && !Heard.Is(Intents.Correction))
            && !ProductFinding.IsNameOfShown(Heard, State.Shown);
        // Nor is who answers "annule" called that; whoever is called Stop says that it is their name.
        isAnswer = isAnswer && !(Heard.Is(Intents.Cancel) && ContentOf(Heard).Count == 0);
        Firm = firm?.In(Heard.Text) ?? Firm.Read(Heard.Text, Reading.Company, WasToldOfInvoices);
        var unspelled = SpelledNames.Without(Firm.Rest);
        // The number of an order or a parcel is no address.
        Details = Reading.TellsNobody
            ? new ContactDetails { Rest = unspelled }
            : ContactDetails.Read(
                unspelled, isAnswer ? [.. State.Asked.Intersect(ContactFields)] : [], MayName, MayLocate);
        if (isAnswer)
            Details = Details.With(
                [.. Reading.Details.Where(span => !unspelled.AsSpan(span.Start, span.Text.Length).Contains(Firm.Mask))],
                State.Asked.Contains(Ask.Address));
        // In a long message what merely looks like a name is none.
        if (Heard.Words.Count > LongestName && !Reading.TellsName
            && !Heard.Words.Any(word => FirstNames.Contains(word.Text)))
            Details = Details with { LastName = null, FirstName = null };
        Details = WithoutSpeech(Details);
        if (isAnswer)
            Details = Details.With(Firm.Rest, AskedNames, new PersonName(State.Order.LastName, State.Order.FirstName));
        Rest = ReadRest(Details.Rest).With(Reading.Intents);
        var counted = QuantityBesides([State.Product?.Title, .. State.Shown.Select(product => product.Title)]);
        // A number in a question counts pieces only where it is read so: "3 questions", "two little flats".
        if (counted is { IsWished: false } && !State.Asked.Contains(Ask.Quantity) && !Reading.CountsPieces
            && Reading.Lead is { Certainty: >= ShopReading.Sure, Act: var lead } && ShopReading.Asks(lead))
            counted = null;
        // "Boats in till Thursday, train's 5 hrs": a number of what is nothing of the shop's counts no pieces.
        if (counted is { IsWished: false, Next.Length: > 2 } && !State.Asked.Contains(Ask.Quantity)
            && !Reading.CountsPieces && !Fillers.Words.Contains(counted.Value.Next)
            && !Mention.IsUnit(counted.Value.Next) && !Reading.IsOfGoods(counted.Value.Next)
            && !Reading.Clauses.Any(clause => clause.Spans.Any(span =>
                Word.In(span.Text) is [var first, ..] && first.Text == counted.Value.Next)))
            counted = null;
        // "Moi je mets deux manteaux pour vous écrire" counts what the shop does not sell.
        var countsOthers = State.Ordering && !State.Asked.Contains(Ask.Quantity)
            && Mention.In(Reading) is [{ Product.Length: > 0, Pieces: not null } others]
            && !Word.In(others.Product).Any(word => Mention.IsUnit(word.Text) || Reading.IsOfGoods(word.Text)
                || State.Shown.Append(State.Product).OfType<ShownProduct>()
                    .Any(product => ProductFinding.Means(product.Title, word.Text)));
        if (countsOthers)
            counted = null;
        CorrectedPieces = House.Entities.Quantity.Corrected(
            Details.Rest, state.Ordering && state.Order.Quantity is not null && !IsPending
                && !state.Asked.Contains(Ask.Correction));
        Quantity = CorrectedPieces is { } corrected
            ? new Pieces(corrected, "", IsWished: true)
            : countsOthers ? null
            : counted is not { Number: House.Entities.Quantity.Impossible } and not { IsWished: true }
            && Reading.Pieces is { } pieces
            ? House.Entities.Quantity.Find(pieces, wasAsked: true)
            : counted;
        Content = Reading.SpeaksOfNothing ? []
            : [.. Reading.Named(ContentOf(Rest), State).Where(word => !Reading.Denied.Contains(Word.Fold(word)))];
        if (State.Product is not null && Content.All(word => Mention.IsUnit(Word.Fold(word))))
            Content = [];
    }

    private bool WasToldOfInvoices => State.Told is { } told
        && Word.In(told).Any(word => word.Text is "facture" or "factures" or "invoice" or "invoices");

    private IReadOnlyList<NamePart> AskedNames =>
        [.. State.Asked.Where(asked => asked is Ask.LastName or Ask.FirstName)
            .Select(asked => asked == Ask.LastName ? NamePart.Last : NamePart.First)];

    // "Noté. Plein tarif. Go." and "great, carry on with the order" tell nobody's name, though one was asked for.
    private bool MayName => Reading.Clauses.Count == 0 || Reading.TellsName
        || Heard.Words.Any(word => FirstNames.Contains(word.Text))
        || (State.Asked.Any(asked => asked is Ask.LastName or Ask.FirstName) && Heard.Words.Count <= FewWords
            && Reading.LikelihoodOf(act => act is "inform" or "correct") >= ShopReading.SureEnough);

    // "4 Square folding chairs" is no street.
    private bool MayLocate => Reading.Clauses.Count == 0 || Reading.TellsPlace
        || (State.Asked.Contains(Ask.Address)
            && Reading.LikelihoodOf(act => act is "inform" or "correct") >= ShopReading.SureEnough);

    // A word that was said, and read as no name, is none: "Correction: 22 bis rue de Rennes". Who is asked for one half
    // of their name, the other being known, says that half, though it has two words.
    private ContactDetails WithoutSpeech(ContactDetails details)
    {
        if (details is { FirstName: { } first, LastName: { } last } && !IsPending
            && Word.In(Heard.Text).Count == Word.In($"{first} {last}").Count)
        {
            if (State.Asked is [Ask.FirstName, ..] && State.Order.LastName is { } family)
            {
                return details with
                {
                    FirstName = Word.Fold(last) == Word.Fold(family) ? first : PersonName.Tidy([first, last]),
                    LastName = null,
                };
            }

            if (State.Asked is [Ask.LastName, ..] && !State.Asked.Contains(Ask.FirstName)
                && State.Order.FirstName is { } given)
            {
                return details with
                {
                    LastName = Word.Fold(first) == Word.Fold(given) ? last : PersonName.Tidy([first, last]),
                    FirstName = null,
                };
            }
        }

        var others = Heard.Rest(Fillers.Words).Select(Word.Fold).ToHashSet(StringComparer.Ordinal);
        return details with
        {
            FirstName = IsSpeech(details.FirstName) ? null : details.FirstName,
            LastName = IsSpeech(details.LastName) ? null : details.LastName,
        };

        bool IsSpeech(string? name) => name is not null && !State.Asked.Any(ContactFields.Contains)
            && Word.In(name).All(word => !others.Contains(word.Text));
    }

    /// <summary>The house model's turn.</summary>
    public HouseTurn Turn { get; }

    /// <summary>Where the conversation stands.</summary>
    public ShopState State { get; }

    /// <summary>A part of it as a request, where the parts before it have been answered by this one.</summary>
    public ShopRequest Of(ShopReading part)
    {
        Turn.TurnTo(part.Text);
        var state = _shown.Count > 0 ? State with { Product = _shown[0], Shown = _shown } : State;
        return new ShopRequest(Turn, state, part, Firm, _goods)
        {
            IsOrderAnswered = IsOrderAnswered,
            GoesOnFromAnswer = _told,
        };
    }

    /// <summary>The same where the order recorded last is being changed.</summary>
    public ShopRequest Reopened() => new(Turn, State.Reopened(), null, null, _goods);

    /// <summary>What was said, all of it.</summary>
    public Utterance Heard { get; }

    /// <summary>What was understood of it.</summary>
    public ShopReading Reading { get; }

    /// <summary>Who the contact says they are.</summary>
    public ContactDetails Details { get; }

    /// <summary>Who the invoice is for, as far as it says.</summary>
    public Firm Firm { get; }

    /// <summary>What was said besides <see cref="Details"/> and <see cref="Firm"/>.</summary>
    public Utterance Rest { get; }

    /// <summary>A number of pieces, or null.</summary>
    public Pieces? Quantity { get; }

    /// <summary>The number of pieces that it puts in the place of one named before; null when it does not.</summary>
    public int? CorrectedPieces { get; }

    /// <summary>The words that say what it is about: neither intents nor fillers.</summary>
    public IReadOnlyList<string> Content { get; }

    /// <summary>
    /// What to search for, in the order to try; empty when the message names nothing. In a long story the thing that is
    /// wanted stands in its last clause; of several lines one may be about nothing.
    /// </summary>
    public IReadOnlyList<string> Queries => Content.Count == 0 ? []
        : Content.Count <= LongestQuery && !Rest.Text.Trim().Contains('\n', StringComparison.Ordinal) ? [Query]
        : [Query,
            .. Clauses(Rest.Text, onlyLines: Content.Count <= LongestQuery)
            .Select(clause => string.Join(' ', ContentOf(ReadRest(clause))))
            .Where(query => query.Length > 0)
            .Reverse()
            .Take(2)];

    /// <summary>
    /// What the advertisement said that the contact came from, as long as nothing else is spoken of; or null.
    /// </summary>
    public string? Advertisement => State.Product is null && Content.Count == 0 ? Turn.Facts.Advertisement : null;

    /// <summary>What it says of goods that it describes, with what was said of them before; null where it does not look
    /// for any.</summary>
    public string? Description =>
        IsRefining ? $"{Described}\n{State.Sought}"
        : Reading.Lead is { Act: "seek" or "gift" or "pair" or "more", Certainty: >= ShopReading.SureEnough }
        ? Described
        : null;

    private string Described => Reading.Clauses.SelectMany(clause => clause.Spans)
        .Where(span => span.Kind is Spans.Price or Spans.Recipient or Spans.Date
            || Mention.DeniesBefore(Reading.Text, span.Start))
        .Aggregate(Rest.Text, (text, span) => text.Replace(span.Text, " ", StringComparison.Ordinal));

    /// <summary>
    /// Whether it only says more of the goods that were looked for before: "35 € max", "plutôt en bleu".
    /// </summary>
    public bool IsRefining => IsMoreOfSought
        && (Reading.Lead is { Act: "seek" or "gift" or "more", Certainty: >= ShopReading.SureEnough }
            || (House.Entities.Budget.Find(Rest.Text) is not null
                && Reading.LikelihoodOf(act => act is "seek" or "gift" or "dear" or "inform")
                    >= ShopReading.SureEnough));

    private bool IsMoreOfSought => !State.Ordering && State.Sought is not null
        && State.Asked is [Ask.Which or Ask.WhetherToOrder, ..]
        && !Heard.IsQuestion && !Says(Intents.Yes) && !Reading.NamesProduct;

    /// <summary>
    /// Whether it wishes for a number of what it calls by its name, which is an order: "I would like one of your Anse
    /// baskets".
    /// </summary>
    public bool WishesForNamed => !Heard.IsQuestion && !Refuses && Reading.Lead.Act is "seek" or "order"
        && Mention.In(Reading) is [{ Product.Length: > 0 } wished, ..]
        && (wished.Pieces ?? Quantity?.Number) is not null
        && Heard.Words.Any(word => Wishing.Contains(word.Text))
        && Word.In(wished.Query).Any(word => Reading.IsOfGoods(word.Text));

    /// <summary>The most that is to be spent, or null: what is called so, or an amount in what is looked for.</summary>
    public decimal? Budget => House.Entities.Budget.Find(Rest.Text)
        ?? Reading.Clauses.Where(clause => clause.Act is "seek" or "gift")
            .SelectMany(clause => clause.Spans)
            .Where(span => span.Kind == Spans.Price)
            .Select(span => House.Entities.Budget.AmountIn(span.Text))
            .FirstOrDefault(amount => amount is not null)
        ?? (IsMoreOfSought ? State.SoughtUpTo : null);

    /// <summary>All that the message names, or empty when it names nothing.</summary>
    public string Query => string.Join(' ', Content);

    /// <summary>Whether a tool could not look, so that an empty answer says nothing about the shop.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>Whether its answer is about the order that is being taken, and says what is asked for.</summary>
    public bool IsOrderAnswered { get; set; }

    /// <summary>
    /// What of it was not understood, or is not known, by the names in <see cref="Understanding.MissKind"/>; null where
    /// its answer is one.
    /// </summary>
    public string? Miss { get; set; }

    /// <summary>Handle of the product under discussion, as its answer leaves it; or null.</summary>
    public string? Discussed => _shown is [var first, ..] ? first.Handle : State.Product?.Handle;

    /// <summary>Language of the turn.</summary>
    public string Locale => Turn.Facts.Locale;

    /// <summary>Whether an order was read back and waits for a yes.</summary>
    public bool IsPending => Turn.Facts.Proposed is { Tool: not ConfirmWithdrawalTool.Name };

    /// <summary>Whether the contact was asked if the order recorded last is to be taken back.</summary>
    public bool IsWithdrawing => Turn.Facts.Proposed is { Tool: ConfirmWithdrawalTool.Name };

    /// <summary>What it asks that the shop's own answers know about, as the lexicon calls it; or null.</summary>
    public string? Topic =>
        !IsAboutDelivery && Reading.IsAboutProduct && (State.Product is not null || Reading.NamesProduct) ? null
        : !IsAboutDelivery && Reading.AsksNoTopic && Abroad.Count == 0 ? null
        : Reading.Topic is { } understood && !OnlyPatterns.Contains(TopicOfPatterns ?? "") ? understood
        : TopicOfPatterns;

    /// <summary>What it names that the shop's own answers know about, as the lexicon calls it; or null.</summary>
    public string? NamedTopic => TopicOfPatterns;

    /// <summary>Whether it was hardly understood, and has words that name what the shop's answers know about.</summary>
    public bool IsKnownByName => Reading.Lead.Certainty < ShopReading.SureEnough && NamedTopic is not null;

    /// <summary>Whether it is about delivery: "la livraison c'est combien" is about no product, however it is
    /// read.</summary>
    public bool IsAboutDelivery =>
        TopicOfPatterns?.StartsWith(ShopIntents.Delivery, StringComparison.Ordinal) == true;

    /// <summary>Whether delivery is named in it.</summary>
    public bool NamesDelivery => Rest.Words.Any(
        word => word.Text is "livraison" or "livrer" or "livrez" or "livre" or "livree" or "delivery" or "deliver"
            or "delivered" or "shipping" or "ship" or "shipped" or "port" or "postage");

    private string? TopicOfPatterns =>
        Turn.Heard.Is(ShopIntents.Late) ? ShopIntents.Late : Rest.First(ShopIntents.TopicPrefix) is { } topic
        ? Abroad.Count > 0 && topic.StartsWith(ShopIntents.Delivery, StringComparison.Ordinal)
            ? ShopIntents.DeliveryAbroad
            : topic
        : Abroad.Count > 0 && Content.Count <= Abroad.Sum(country => country.Count) && Details.IsEmpty
            ? ShopIntents.DeliveryAbroad
            : null;

    /// <summary>Whether it says what is not wanted: "ne commandez surtout pas 5", "I don't want 3".</summary>
    public bool Refuses => !Heard.Words.Any(word => word.Text is "but" or "mais" or "plutot" or "instead")
        && Heard.Words.Count(word => word.Text is "not" or "don" or "dont" or "never" or "pas" or "jamais"
            or "non") is 1;

    /// <summary>Whether it ends on one piece and no more: "pas deux, un seul", "just the one".</summary>
    public bool SaysJustOne => Rest.Words.Zip(Rest.Words.Skip(1)).Any(pair => (pair.First.Text, pair.Second.Text)
        is ("un" or "une" or "1", "seul" or "seule") or ("juste" or "just" or "only", "un" or "une" or "one" or "1"));

    /// <summary>
    /// Whether it tells that something went wrong with what was ordered before. Its figures may look like an address.
    /// </summary>
    public bool IsComplaint => Heard.IsAny(ShopIntents.Complaint, ShopIntents.Late)
        || (Heard.Words.Any(word => Damages.Contains(word.Text) || Damages.Contains(word.Text.TrimEnd('s', 'e')))
            && Heard.Words.Any(word => Arrivals.Contains(word.Text)));

    /// <summary>Whether the part of the message before it was answered by the shop's own answers.</summary>
    public bool GoesOnFromAnswer { get; private set; }

    /// <summary>Whether it wants to cancel or change an order that was placed before this conversation.</summary>
    public bool IsOfPlaced => State.Recorded.Count == 0 && (Reading.NamesOrder
            || (State.Ordering ? Reading is { TellsOfOrdering: true, NamesDate: true } : Reading.SpeaksOfOrdered))
        && !IsComplaint
        && Reading.LikelihoodOf(act => act is "cancel" or "faq.change" or "correct" or "drop")
            is var changes && (changes >= ShopReading.SureEnough
                || (Reading.TellsOfOrdering && Heard.IsAny(Intents.Cancel, Intents.Correction)));

    /// <summary>Whether it wants to cancel or change what is recorded, and so in the shop's hands.</summary>
    public bool IsAboutRecorded => State is { Recorded.Count: > 0, Ordering: false }
        && (Says(Intents.Cancel)
            || (Says(Intents.Correction) && Heard.Words.Any(word => OfAnOrder.Contains(word.Text))));

    /// <summary>The countries besides France that it names.</summary>
    public IReadOnlyList<(string Code, int First, int Count)> Abroad => Countries.AbroadIn(Rest.Words);

    /// <summary>The end of the prices it asks for, by the names in <see cref="Shop.PriceEnd"/>; or null.</summary>
    public string? PriceEnd =>
        Says(ShopIntents.Cheapest) ? Shop.PriceEnd.Cheapest
        : Says(ShopIntents.Dearest) ? Shop.PriceEnd.Dearest
        : null;

    /// <summary>Whether it names a size, colour or other variant of the product under discussion.</summary>
    public bool NamesVariant => State.Product is { Variants.Count: > 0 } product
        && VariantChoice.Find(
            [.. product.Variants.Select(variant => variant.Name)], Heard.Text,
            State.Asked.Contains(Ask.Variant)).Count > 0;

    /// <summary>
    /// How many of a product it speaks of; 1 when it says nothing, or when the number belongs to the product's name.
    /// </summary>
    public int PiecesOf(string title) =>
        Quantity is { Number: > 1 and <= OrderRules.MostPieces } pieces
            && Word.In(title).All(word => word.Text != Figure(pieces.Number))
            ? pieces.Number
            : 1;

    /// <summary>The quantity, where the figures of those names are none.</summary>
    public Pieces? QuantityBesides(IEnumerable<string?> titles) => House.Entities.Quantity.Find(
        titles.OfType<string>()
            .Aggregate(Details.Rest, (text, title) => House.Entities.Quantity.WithoutThoseOf(title, text)),
                State.Asked.Contains(Ask.Quantity));

    /// <summary>Whether any of the intents stands in what was said besides the details.</summary>
    public bool Says(params ReadOnlySpan<string> intents) => Rest.IsAny(intents);

    /// <summary>Words a phrase of the shop's.</summary>
    public AgentText Say(string phrase, params ReadOnlySpan<(string Name, AgentText Value)> values) =>
        ShopWording.Of(Locale).Say(phrase, Turn.Facts.Turn, values);

    /// <summary>An amount in the language of the turn.</summary>
    public string Amount(Money money) => money.ToText(Locale);

    /// <summary>A list in one sentence.</summary>
    public AgentText List(IEnumerable<AgentText> items) => ShopWording.List([.. items], Locale);

    /// <summary>A choice in one sentence.</summary>
    public AgentText Choice(IEnumerable<AgentText> items) => ShopWording.Choice([.. items], Locale);

    /// <summary>Looks in the catalogue without showing what is found.</summary>
    /// <param name="arguments">Those of the search, beside <c>show</c>.</param>
    /// <returns>What is found, or null when the catalogue could not look.</returns>
    public async Task<ProductList?> LookAsync(SearchArguments arguments) =>
        await CallAsync<ProductList>(SearchCatalogueTool.Name, arguments with { Show = false });

    /// <summary>Calls a tool.</summary>
    /// <returns>Its answer, or null when it could not do it.</returns>
    public async Task<T?> CallAsync<T>(string tool, object arguments) where T : class
    {
        var answer = await Turn.CallAsync(tool, arguments);
        IsCutOff |= answer.Error is ToolErrors.Unavailable or ToolErrors.TimedOut;
        var result = answer.As<T>();
        // What is offered instead is not what is spoken of.
        if (arguments is not SearchArguments { Show: false } && tool != FindSimilarTool.Name)
            Follow(result);
        return result;
    }

    // What was shown in answer to one part of a message is what the next part speaks of.
    private void Follow(object? result)
    {
        _told = result is LookedUp { Answer: not null };
        IReadOnlyList<ProductView> shown = result switch
        {
            ProductList { Products: { Count: > 0 } products } => products,
            ProductDetails { Product: { } product } => [product],
            _ => [],
        };
        if (shown.Count == 0)
            return;
        _shown = [.. shown.Select(product => new ShownProduct(product.Handle, product.Title, product.Price)
        {
            Options = product.Options,
            Variants = [.. product.Variants.Select(variant => new ShownVariant(variant.Name, variant.IsSoldOut))],
        })];
    }

    /// <summary>The words of an utterance that say what it is about: neither intents nor fillers.</summary>
    public static List<string> ContentOf(Utterance heard) =>
        [.. heard.Rest(Fillers.Words)
            .Where(word => !word.All(char.IsAsciiDigit) && NumberWords.Read(Word.In(word), 0).Words == 0)];

    private Utterance ReadRest(string text) => Utterance.Read(
        text, Turn.Facts.Locale, Lexicon.Load($"House.{Turn.Facts.Locale}.lexicon"),
        Lexicon.Load($"Shop.{Turn.Facts.Locale}.lexicon"));

    private static string Figure(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string[] Clauses(string text, bool onlyLines) =>
        text.Split(onlyLines ? ['\n'] : ['.', ',', ';', '!', '?', '\n'], StringSplitOptions.RemoveEmptyEntries);
}
