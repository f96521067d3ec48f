using System.Collections.Frozen;
using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Learning;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Turns;
using Gateway.Sessions;

namespace Gateway.Brain.Shop.Dialogue;

/// <summary>What was learned of how people talk to shops, applied to one message.</summary>
internal sealed class ShopReading
{
    /// <summary>From this likelihood on an act is believed.</summary>
    public const float Sure = 0.6f;

    private const int Nearby = 5;
    private const float SureCompany = 0.4f;

    // So few words are looked for as they are: one that is unknown may be a name.
    private const int FewWords = 3;

    // To look a property up does no harm.
    public const float SureEnough = 0.25f;

    // Where the likeliest act is this likely, the message is taken apart by it.
    private const float SurePart = 0.3f;

    // What is this likely is worth a word, beside something that is likelier.
    private const float Likely = 0.25f;

    // A field that is filled wrongly is worse than one that is asked for.
    private const float SureSpan = 0.8f;

    private static readonly UtteranceReader Reader = UtteranceReader.Load("House.shop.model");

    private static readonly FrozenDictionary<string, string[]> IntentsOf = """
        greet = greeting; thanks = thanks; bye = goodbye; yes = yes; no = no; unsure = hesitation; wait = wait
        correct = correction; cancel = cancel; person = person; identity = areYouHuman; language = languages
        help = help; abuse = abuse; gift = recommend; price = price; stock = stock; restock = topic.restock; list = list
        cheaper = cheaper; similar = similar; compare = compare; rank.cheap = cheapest; rank.dear = dearest
        order = order; basket = total; status = topic.tracking; complaint = topic.late; pickup = topic.pickup
        bargain = bargain; dear = tooExpensive; faq.cost = topic.delivery; faq.delay = topic.deliveryTime
        faq.abroad = topic.deliveryAbroad; faq.carrier = topic.delivery; faq.track = topic.tracking
        faq.returns = topic.returns; faq.exchange = topic.exchange; faq.refund = topic.refund; faq.pay = topic.payment
        faq.instalments = topic.instalments; faq.secure = topic.secure; faq.privacy = topic.privacy
        faq.invoice = topic.invoice; faq.warranty = topic.warranty; faq.wrap = topic.giftWrap
        faq.giftcard = topic.giftCard; faq.promo = topic.loyalty; faq.hours = topic.hours; faq.place = topic.location
        faq.contact = person; faq.pro = topic.trade; faq.change = topic.changeOrder
        """.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        .Select(line => line.Split(" = "))
        .ToFrozenDictionary(pair => pair[0], pair => pair[1].Split(' '));

    // Nothing is looked for where nothing but this is done.
    private static readonly FrozenSet<string> WithoutGoods = FrozenSet.Create(
        "greet", "thanks", "bye", "chat", "abuse", "person", "identity", "language", "repeat", "help", "off", "stop",
        "wait", "cancel", "unsure", "refuse", "complaint", "status", "yes", "no", "pickup");

    private static readonly FrozenSet<string> NamingKinds = FrozenSet.Create(
        Spans.Product, Spans.Colour, Spans.Material, Spans.Feature, Spans.Size, Spans.Taste, Spans.Occasion);

    private static readonly FrozenSet<string> DetailKinds = FrozenSet.Create(
        Spans.First, Spans.Last, Spans.Street, Spans.Unit, Spans.Care, Spans.Postcode, Spans.City, Spans.Country);

    // What belongs to an order that is being taken: it is answered together, last.
    private static readonly FrozenSet<string> OfTheForm = FrozenSet.Create(
        "order", "inform", "correct", "yes", "no", "drop", "cancel");

    private static readonly FrozenSet<string> Courtesies =
        FrozenSet.Create("greet", "thanks", "bye", "chat", "wait", "unsure");

    private readonly IReadOnlySet<string> _goods;

    private ShopReading(string text, IReadOnlyList<ReadClause> clauses, IReadOnlySet<string> goods)
    {
        _goods = goods;
        Text = text;
        Clauses = clauses;
    }

    /// <summary>What was read.</summary>
    public string Text { get; }

    /// <summary>The clauses of the message, in order.</summary>
    public IReadOnlyList<ReadClause> Clauses { get; }

    /// <summary>
    /// The act that counts, with its likelihood: the surest that is no courtesy, else the surest of all.
    /// </summary>
    public (string Act, float Certainty) Lead => Clauses.Count == 0
        ? ("", 0)
        : Clauses.OrderBy(clause => Courtesies.Contains(clause.Act))
            .ThenByDescending(clause => clause.Certainty)
            .Select(clause => (clause.Act, clause.Certainty))
            .First();

    /// <summary>How likely each act is, of the clause where it is likeliest.</summary>
    public IReadOnlyDictionary<string, float> Acts => Clauses
        .SelectMany(clause => clause.Acts)
        .GroupBy(act => act.Key)
        .ToDictionary(group => group.Key, group => group.Max(act => act.Value));

    /// <summary>How likely it is one of several acts.</summary>
    public float LikelihoodOf(Func<string, bool> acts) => Clauses
        .Select(clause => clause.Acts.Where(act => acts(act.Key)).Sum(act => act.Value))
        .DefaultIfEmpty()
        .Max();

    /// <summary>Whether it is likelier to ask about a property, or about the shop, than for goods and their
    /// prices.</summary>
    public bool AsksOfPropertyOrShop =>
        LikelihoodOf(act => act.StartsWith("faq.", StringComparison.Ordinal)
            || act.StartsWith("detail.", StringComparison.Ordinal)) is >= SureEnough and var asks
        && !Word.In(Text).Any(word => word.Text is "cherche" or "cherchons" or "recherche" or "looking")
        && asks >= LikelihoodOf(act => act is "seek" or "gift" or "price" or "stock" or "list" or "order");

    /// <summary>Whether a question, or a look for other goods, is likelier than that something is ordered or
    /// told.</summary>
    public bool WondersRatherThanOrders =>
        LikelihoodOf(act => Asks(act) || act is "seek" or "gift" or "more") is >= SureEnough and var wonders
        && wonders > LikelihoodOf(act => act is "order" or "inform" or "correct" or "yes" or "no" or "cancel"
            or "drop");

    /// <summary>Whether a question is likelier than that something is ordered or told.</summary>
    public bool AsksRatherThanOrders =>
        LikelihoodOf(Asks) is >= SureEnough and var asks
        && asks > LikelihoodOf(act => act is "order" or "inform" or "correct" or "yes");

    /// <summary>Whether it tells of something that was ordered some time ago.</summary>
    public bool SpeaksOfOrdered =>
        (NamesDate && Word.In(Text).Any(word => word.Text is "commande" or "order" or "ordered" or "commander"))
        || TellsOfOrdering;

    /// <summary>Whether it names a day or a time.</summary>
    public bool NamesDate => Clauses.Any(clause => clause.Spans.Any(span => span.Kind == Spans.Date));

    /// <summary>
    /// Whether it says so in as many words: "j'ai passé commande", "the vase that I ordered", "commande passée hier".
    /// </summary>
    public bool TellsOfOrdering => IsTold(Word.In(Text));

    private static bool IsTold(IReadOnlyList<Word> words)
    {
        for (var i = 0; i < words.Count; i++)
        {
            List<string> before = [.. words.Skip(Math.Max(0, i - Nearby)).Take(Math.Min(i, Nearby))
                .Select(word => word.Text)];
            List<string> after = [.. words.Skip(i + 1).Take(2).Select(word => word.Text)];
            if (words[i].Text switch
            {
                "ordered" => !before.TakeLast(2).Any(word => word is "be" or "not" or "never"),
                "placed" => after.Contains("order"),
                "commande" or "commandes" or "commandee" or "commandees" =>
                    before.LastOrDefault() is "ai" or "avons" or "avais" or "avait"
                    || (before.Exists(word => word is "passe" or "passer")
                        && before.Exists(word => word is "ai" or "avons" or "avais" or "avait"))
                    || after.Exists(word => word is "passee" or "passe"),
                _ => false,
            })
                return true;
        }

        return false;
    }

    /// <summary>What an act asks that the shop's own answers know about, as the lexicon calls it; or null.</summary>
    public static string? TopicOf(string act) => act == "complaint"
        ? ShopIntents.Late
        : IntentsOf.GetValueOrDefault(act)?
            .FirstOrDefault(intent => intent.StartsWith(ShopIntents.TopicPrefix, StringComparison.Ordinal));

    /// <summary>Whether every clause of it was understood.</summary>
    public bool IsSure => Clauses.Count > 0 && Clauses.All(clause => clause.Certainty >= Sure);

    /// <summary>The intents it gives away, by the names of the lexicons.</summary>
    public IEnumerable<string> Intents =>
        Clauses.Where(clause => clause.Certainty >= Sure)
            .SelectMany(clause => IntentsOf.GetValueOrDefault(clause.Act) ?? [])
            .Concat(IsQuestion ? [House.Reading.Intents.Question] : []);

    private bool IsQuestion => IsSure && Clauses.Any(clause => Asks(clause.Act))
        && Clauses.All(clause => Asks(clause.Act) || clause.Act is "greet" or "thanks" or "chat");

    /// <summary>Whether an act asks something.</summary>
    public static bool Asks(string act) =>
        act is "price" or "stock" or "compare" or "advise" or "list" or "photo" or "identity" or "restock" or "pair"
            or "similar" or "cheaper"
        || act.StartsWith("rank.", StringComparison.Ordinal)
        || act.StartsWith("faq.", StringComparison.Ordinal) || act.StartsWith("detail.", StringComparison.Ordinal);

    /// <summary>Whether it is sure that it names nothing that could be sold.</summary>
    public bool SpeaksOfNothing => IsSure && Clauses.All(clause =>
        (WithoutGoods.Contains(clause.Act) || clause.Act.StartsWith("faq.", StringComparison.Ordinal))
        && clause.Spans.All(span => span.Kind != Spans.Product));

    /// <summary>Whether it is sure that nothing in it tells which goods are meant.</summary>
    public bool NamesNothing => IsSure && Clauses.All(clause =>
        clause.Act is not ("seek" or "gift") && clause.Spans.All(span => !NamingKinds.Contains(span.Kind)));

    /// <summary>Whether it names an order by its number.</summary>
    public bool NamesOrder => Clauses.Any(clause => clause.Spans.Any(span => span.Kind == Spans.OrderNumber));

    /// <summary>Where it names a firm; null where it does not.</summary>
    public TextSpan? Company => Clauses.SelectMany(clause => clause.Spans)
        .Where(span => span.Kind == Spans.Company && span.Certainty >= SureCompany)
        .Select(span => (TextSpan?)new TextSpan(span.Start, span.End))
        .FirstOrDefault();

    /// <summary>Whether it names something that is sold.</summary>
    public bool NamesProduct => Clauses.Any(clause => clause.Spans.Any(span => span.Kind == Spans.Product));

    /// <summary>
    /// How many pieces of one thing are wanted, in the words of the message: those said last; null when unsure.
    /// </summary>
    public string? Pieces => IsSure
        ? Clauses.Where(clause => clause.Act is "order" or "inform" or "correct")
            .SelectMany(clause => clause.Spans)
            .Where(span => span.Kind == Spans.Quantity)
            .Select(span => span.Text)
            .LastOrDefault()
        : null;

    /// <summary>Whether it is sure that nothing in it tells who somebody is.</summary>
    public bool TellsNobody => IsSure && Clauses.All(clause =>
        clause.Act is not ("inform" or "correct" or "order" or "yes" or "no" or "refuse" or "greet" or "pickup")
        && clause.Certainty >= SureSpan
        && !clause.Spans.Any(span => DetailKinds.Contains(span.Kind) || span.Kind is Spans.Phone or Spans.Email));

    /// <summary>Whether it is sure that it asks nothing that the shop's own answers know about.</summary>
    public bool AsksNoTopic => Clauses.Count > 0 && Clauses.All(clause => clause.Certainty >= SureSpan
        && clause.Act is "order" or "seek" or "gift" or "price" or "stock" or "rank.cheap" or "rank.dear" or "compare"
            or "advise" or "yes" or "no" or "inform" or "correct");

    /// <summary>
    /// What it may ask as well as <see cref="Topic"/>: "is delivery free and how long does it take" is one clause.
    /// </summary>
    public string? SecondTopic => Clauses
        .Where(clause => clause.Second.Certainty >= Likely && clause.Act.StartsWith("faq.", StringComparison.Ordinal))
        .SelectMany(clause => IntentsOf.GetValueOrDefault(clause.Second.Act) ?? [])
        .FirstOrDefault(intent => intent.StartsWith(ShopIntents.TopicPrefix, StringComparison.Ordinal));

    /// <summary>The words of goods that it says it does not mean, folded: "pas en laine".</summary>
    public IReadOnlySet<string> Denied => Clauses.SelectMany(clause => clause.Spans)
        .Where(span => NamingKinds.Contains(span.Kind) && Mention.DeniesBefore(Text, span.Start))
        .SelectMany(span => Word.In(span.Text))
        .Select(word => word.Text)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>Whether it may count pieces of something.</summary>
    public bool CountsPieces => Clauses.Any(clause => clause.Spans.Any(span => span.Kind == Spans.Quantity))
        || Mention.In(this).Any(mention => mention.Pieces is not null);

    /// <summary>Whether some of it may be a name.</summary>
    public bool TellsName => Clauses.SelectMany(clause => clause.Spans)
        .Any(span => span.Kind is Spans.First or Spans.Last && span.Certainty >= SureEnough);

    /// <summary>Whether some of it may be an address.</summary>
    public bool TellsPlace => Clauses.SelectMany(clause => clause.Spans).Any(span => span.Certainty >= SureEnough
        && span.Kind is Spans.Street or Spans.Unit or Spans.Care or Spans.Postcode or Spans.City);

    /// <summary>Who somebody is and where they live, as far as that is sure.</summary>
    public IReadOnlyList<ReadSpan> Details => [.. Clauses.SelectMany(clause => clause.Spans)
        .Where(span => DetailKinds.Contains(span.Kind) && span.Certainty >= SureSpan)];

    /// <summary>Of the words that may name something, those that do; all of them when that is not sure.</summary>
    /// <param name="content">The words.</param>
    /// <param name="state">Where the conversation stands: what was shown can be pointed at without a name.</param>
    public IReadOnlyList<string> Named(IReadOnlyList<string> content, ShopState state)
    {
        if (Lead is { Certainty: >= Sure, Act: var act } && PointsAtGoods(act) && state.Product is not null
            && Clauses.All(clause => clause.Spans.All(span => !NamingKinds.Contains(span.Kind)))
            && !state.Shown.Any(shown => content.Any(word => ProductFinding.IsOf(shown.Title, Word.Fold(word)))))
            return [.. content.Where(word => IsOfGoods(Word.Fold(word), _goods))];
        if (!IsSure || content.Count <= FewWords)
            return content;
        var words = Clauses.SelectMany(clause => clause.Spans)
            .Where(span => NamingKinds.Contains(span.Kind))
            .SelectMany(span => Word.In(span.Text))
            .Select(word => word.Text)
            .ToHashSet();
        List<string> named = [.. content.Where(word => words.Contains(Word.Fold(word)))];
        return named.Count > 0 ? named : content;
    }

    private static bool PointsAtGoods(string act) => act is "order" or "price" or "stock" or "compare" or "advise"
        or "similar" or "cheaper" or "pair" or "photo" or "bargain" or "dear" or "restock" or "basket" or "correct"
        || act.StartsWith("detail.", StringComparison.Ordinal) || act.StartsWith("rank.", StringComparison.Ordinal);

    /// <summary>Reads a message.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="state">Where the conversation stands.</param>
    /// <param name="facts">What the gateway says of the turn.</param>
    /// <param name="goods">Words of the names of what the shop sells, folded.</param>
    public static ShopReading Of(string text, ShopState state, TurnFacts facts, IReadOnlySet<string> goods)
    {
        List<string> names = [.. state.Shown.SelectMany(product => Word.In(product.Title))
            .Select(word => word.Text)
            .Where(word => word.Length > 2)
            .Concat(Word.In(text).Select(word => word.Text).Where(word => IsOfGoods(word, goods)))
            .Distinct()];
        return new ShopReading(text, Reader.Read(text, SituationOf(state, facts), names), goods);
    }

    /// <summary>Whether a word, folded, stands in the name of something that the shop sells.</summary>
    public bool IsOfGoods(string word) => word.Length > 2 && IsOfGoods(word, _goods);

    private static bool IsOfGoods(string word, IReadOnlySet<string> goods) =>
        goods.Contains(word) || (word.Length > 3 && (goods.Contains(word.TrimEnd('s', 'x'))
            || goods.Contains($"{word}s") || (word.Length > 4 && goods.Any(name => Typos.Forgive(word, name)))));

    /// <summary>Loads what was learned.</summary>
    public static void Prepare() => Reader.Read("bonjour", new Situation("none", "none", "fr"), []);

    /// <summary>
    /// The parts of the message that want an answer of their own, in the order in which they are answered; itself
    /// alone where there is one, or where it is not sure that there are more.
    /// </summary>
    public IReadOnlyList<ShopReading> Parts
    {
        get
        {
            List<List<ReadClause>> parts = [];
            List<ReadClause> form = [];
            foreach (var clause in Clauses.Where(clause => !Courtesies.Contains(clause.Act)))
            {
                if (clause.Certainty < SurePart)
                    return [this];
                if (OfTheForm.Contains(clause.Act))
                    form.Add(clause);
                else if (parts.Count > 0 && IsOneWith(clause, parts[^1][^1]))
                    parts[^1].Add(clause);
                else
                    parts.Add([clause]);
            }

            if (form.Count > 0)
                parts.Add(form);
            return parts.Count < 2 ? [this] : [.. parts.Select(Part)];
        }
    }

    // "You have lamps? how much?" is answered with the lamps and their prices.
    private static bool IsOneWith(ReadClause clause, ReadClause before) =>
        clause.Act == before.Act
        || (clause.Act is "price" && before.Act is "seek" or "gift" or "stock"
            && clause.Spans.All(span => span.Kind != Spans.Product));

    private ShopReading Part(List<ReadClause> clauses)
    {
        var text = string.Join(", ", clauses.Select(clause => Text[clause.Start..clause.End]));
        List<ReadClause> placed = [];
        var start = 0;
        foreach (var clause in clauses)
        {
            placed.Add(clause with
            {
                Start = start,
                End = start + clause.End - clause.Start,
                Spans = [.. clause.Spans.Select(span => span with { Start = span.Start - clause.Start + start })],
            });
            start += clause.End - clause.Start + 2;
        }

        return new ShopReading(text, placed, _goods);
    }

    /// <summary>
    /// What it asks that the shop's own answers know about, as the lexicon calls it; null when unsure.
    /// </summary>
    public string? Topic => Clauses.Where(clause => clause.Certainty >= SureSpan)
        .SelectMany(clause => IntentsOf.GetValueOrDefault(clause.Act) ?? [])
        .FirstOrDefault(intent => intent.StartsWith(ShopIntents.TopicPrefix, StringComparison.Ordinal));

    /// <summary>Whether nothing in it wants anything of a shop.</summary>
    public bool IsTalk => IsSure && Clauses.All(clause => Courtesies.Contains(clause.Act))
        && Clauses.Any(clause => clause.Act == "chat");

    /// <summary>Whether it asks about a product and nothing else.</summary>
    public bool IsAboutProduct => IsSure && Clauses.Any(clause => AsksOfProduct(clause.Act))
        && Clauses.All(clause => AsksOfProduct(clause.Act) || Courtesies.Contains(clause.Act));

    private static bool AsksOfProduct(string act) =>
        act is "price" or "stock" or "photo" || act.StartsWith("detail.", StringComparison.Ordinal);

    /// <summary>Whether an act is done by the message.</summary>
    public bool Does(string act) => Clauses.Any(clause => clause.Act == act && clause.Certainty >= Sure);

    /// <summary>The property that is asked about, by the names in the corpora; or null.</summary>
    public string? Detail => Clauses
        .Where(clause => clause.Certainty >= SureEnough && clause.Act.StartsWith("detail.", StringComparison.Ordinal))
        .Select(clause => clause.Act["detail.".Length..])
        .FirstOrDefault();

    private static Situation SituationOf(ShopState state, TurnFacts facts) => new(
        facts.Proposed is not null ? "confirm" : AskedOf(state),
        state.Ordering ? "order"
        : state.Told is not null ? "answer"
        : state.Shown.Count > 1 && !state.Asked.Contains(Ask.WhetherToOrder) ? "set"
        : state.Product is not null ? "product"
        : state.Recorded.Count > 0 ? "recorded"
        : "none",
        facts.Locale);

    private static string AskedOf(ShopState state) => state.Asked switch
    {
        [] => "none",
        [Ask.Which, ..] => "which",
        [Ask.Variant, ..] => "variant",
        [Ask.Quantity, ..] => "quantity",
        [Ask.Product, ..] => "need",
        [Ask.Correction, ..] => "correction",
        [Ask.WhetherToOrder, ..] => "order",
        [Ask.LastName, Ask.FirstName, ..] => "name",
        [Ask.LastName, ..] => "last",
        [Ask.FirstName, ..] => "first",
        [Ask.Phone, ..] => "phone",
        [Ask.Address, ..] when state.Order.Address is { } address && PostalAddress.HasStreet(address) => "town",
        [Ask.Address, ..] => "address",
        _ => "none",
    };
}
