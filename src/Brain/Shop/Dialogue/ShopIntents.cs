namespace Gateway.Brain.Shop.Dialogue;

/// <summary>The intents a shop adds, by the names its lexicons give them.</summary>
internal static class ShopIntents
{
    public const string Price = "price";
    public const string Stock = "stock";
    public const string Order = "order";

    /// <summary>The wish to order, with a pronoun for what was just talked about.</summary>
    public const string OrderThis = "orderThis";

    public const string Compare = "compare";
    public const string Which = "which";
    public const string Cheapest = "cheapest";
    public const string Dearest = "dearest";
    public const string Similar = "similar";
    public const string Cheaper = "cheaper";
    public const string Recommend = "recommend";
    public const string List = "list";
    public const string TooExpensive = "tooExpensive";
    public const string Bargain = "bargain";
    public const string Total = "total";
    public const string Next = "next";
    public const string Status = "status";
    public const string Prefer = "prefer";

    /// <summary>
    /// Before the name of what the shop's own answers know about: delivery, returns, payment and the like.
    /// </summary>
    public const string TopicPrefix = "topic.";

    /// <summary>Begins the names of what is asked about delivery.</summary>
    public const string Delivery = "topic.delivery";

    /// <summary>Delivery to another country.</summary>
    public const string DeliveryAbroad = "topic.deliveryAbroad";

    /// <summary>A parcel is late, lost or damaged.</summary>
    public const string Late = "topic.late";

    /// <summary>Something went wrong with what was ordered before.</summary>
    public const string Complaint = "complaint";
}
