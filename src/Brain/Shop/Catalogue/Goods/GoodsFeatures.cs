namespace Gateway.Brain.Shop.Catalogue.Goods;

/// <summary>
/// What speaks for and against a product, or against all of them, each a number: their names are those of the learned
/// weights. Of a word that is one of the goods' name the first nine stand <see cref="Named"/> places further.
/// </summary>
internal static class GoodsFeatures
{
    public const int Title = 0;
    public const int NearTitle = 1;
    public const int Kind = 2;
    public const int LikeName = 3;
    public const int Tags = 4;
    public const int NearTags = 5;
    public const int Body = 6;
    public const int LikeBody = 7;
    public const int Use = 8;

    /// <summary>How far the same features of words of the name stand behind.</summary>
    public const int Named = 9;

    public const int TitleNumber = 18;
    public const int BodyNumber = 19;
    public const int Denied = 20;
    public const int ProperName = 21;
    public const int NearProperName = 22;
    public const int TitleCovered = 23;
    public const int OfHead = 24;
    public const int OtherThanHead = 25;
    public const int NameUncovered = 26;
    public const int SizeFits = 27;
    public const int OtherGoods = 28;
    public const int StrangeHead = 29;
    public const int Unmet = 30;
    public const int UnmetTrait = 31;
    public const int ToldBeside = 32;
    public const int OfKind = 33;

    /// <summary>From here on they speak for it that nothing of what is meant is sold.</summary>
    public const int NothingNamed = 34;
    public const int NothingUnnamed = 35;
    public const int KindUnsold = 36;
    public const int WordsUnknown = 37;
    public const int HeadUnknown = 38;
    public const int LeastUncovered = 39;
    public const int PhraseUnsold = 40;
    public const int SectionUnsold = 41;
    public const int NoneOfKind = 42;

    /// <summary>Their names, in order.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "title", "near title", "kind", "like name", "tags", "near tags", "body", "like body", "use",
        "named title", "named near title", "named kind", "named like name", "named tags", "named near tags",
        "named body", "named like body", "named use",
        "title number", "body number", "denied", "proper name", "near proper name", "title covered", "of head",
        "other than head", "name uncovered", "size fits", "other goods", "strange head", "unmet",
        "unmet trait", "told beside", "of kind",
        "nothing named", "nothing unnamed", "kind unsold", "words unknown", "head unknown", "least uncovered",
        "phrase unsold", "section unsold", "none of kind",
    ];
}
