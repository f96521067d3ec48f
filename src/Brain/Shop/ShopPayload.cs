using Gateway.Brain.Turns;

namespace Gateway.Brain.Shop;

/// <summary>
/// What the shop's buttons send back. Anyone can send it: it says what is wanted, and is checked against the state.
/// </summary>
internal static class ShopPayload
{
    /// <summary>
    /// Confirmed an order before every solution could have one confirmed. Such buttons may still be pressed.
    /// </summary>
    public const string EarlierConfirm = "order:confirm";

    /// <summary>Something in the order that was read back is wrong.</summary>
    public const string Correct = "order:correct";

    /// <summary>The order is not wanted any more.</summary>
    public const string Cancel = "order:cancel";

    /// <summary>The recorded order stays, though it was asked whether it is to be taken back.</summary>
    public const string Keep = "withdrawal:no";

    private const string OrderPrefix = "order:";
    private const string SimilarPrefix = "similar:";
    private const string FieldPrefix = "field:";
    private const string VariantPrefix = "variant:";

    /// <summary>Orders that product.</summary>
    public static string Order(string handle) => OrderPrefix + handle;

    /// <summary>Asks for products like that one.</summary>
    public static string Similar(string handle) => SimilarPrefix + handle;

    /// <summary>Chooses that variant of the product that is ordered.</summary>
    public static string Variant(string key) => VariantPrefix + key;

    /// <summary>The variant that is chosen, or null.</summary>
    public static string? ChosenVariant(string? payload) => After(VariantPrefix, payload);

    /// <summary>Wants that field of the order corrected.</summary>
    public static string Field(string field) => FieldPrefix + field;

    /// <summary>The digest that a confirming button of that time carries, or null.</summary>
    public static string? EarlierDigest(string? payload) => After($"{EarlierConfirm}:", payload);

    /// <summary>Whether it confirms an order.</summary>
    public static bool IsConfirm(string? payload) => payload is ConfirmPayload.Any or EarlierConfirm
        || ConfirmPayload.DigestIn(payload) is not null || EarlierDigest(payload) is not null;

    /// <summary>The product that is ordered, or null.</summary>
    public static string? OrderedHandle(string? payload) =>
        IsConfirm(payload) || payload is Correct or Cancel ? null : After(OrderPrefix, payload);

    /// <summary>The product whose like is wanted, or null.</summary>
    public static string? SimilarHandle(string? payload) => After(SimilarPrefix, payload);

    /// <summary>The field that is to be corrected, or null.</summary>
    public static string? CorrectedField(string? payload) => After(FieldPrefix, payload);

    private static string? After(string prefix, string? payload) =>
        payload is not null && payload.Length > prefix.Length && payload.StartsWith(prefix, StringComparison.Ordinal)
            ? payload[prefix.Length..]
            : null;
}
