namespace Gateway.Brain.House.Learning;

/// <summary>What a span of an utterance can be, by the names in the corpora.</summary>
internal static class Spans
{
    public const string Product = "product";
    public const string Colour = "colour";
    public const string Size = "size";
    public const string Material = "material";
    public const string Feature = "feature";
    public const string Recipient = "for";
    public const string Occasion = "occasion";
    public const string Taste = "taste";
    public const string Price = "price";
    public const string Quantity = "qty";
    public const string Place = "nth";
    public const string First = "first";
    public const string Last = "last";
    public const string Phone = "phone";
    public const string Email = "email";
    public const string Street = "street";
    public const string Unit = "unit";
    public const string Care = "care";
    public const string Postcode = "postcode";
    public const string City = "city";
    public const string Country = "country";
    public const string Relay = "relay";
    public const string Date = "date";
    public const string OrderNumber = "orderno";
    public const string Company = "company";
}
