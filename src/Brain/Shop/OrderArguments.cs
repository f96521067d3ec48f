using System.ComponentModel;
using System.Text.Json.Serialization;

namespace Gateway.Brain.Shop;

/// <summary>What the contact said of their order; what they did not say is left out.</summary>
internal sealed record OrderArguments
{
    [Description("Handle of the product to order.")]
    public string? Product { get; init; }

    [Description("Size, colour or other variant of the product, in the contact's words, or its key.")]
    public string? Variant { get; init; }

    [Description("Number of pieces.")]
    public int? Quantity { get; init; }

    [Description("Family name.")]
    public string? LastName { get; init; }

    [Description("Given name.")]
    public string? FirstName { get; init; }

    [Description("Telephone number as it was written.")]
    public string? Phone { get; init; }

    [Description("Postal address, or the piece of it that was given.")]
    public string? Address { get; init; }

    [Description("Name of the firm that the invoice is to be made out to.")]
    public string? Company { get; init; }

    [Description("That firm's number for value added tax, as it was written.")]
    public string? VatNumber { get; init; }

    [Description(
        "True when the product is ordered besides what is in the order already, or more pieces of it are wanted; left out when it takes the place of the one spoken of.")]
    public bool? Add { get; init; }

    [Description("Handle of a product to take out of the order.")]
    public string? Remove { get; init; }

    [Description("True when the contact comes to the shop for it and needs no delivery, false when it is to be delivered.")]
    public bool? Pickup { get; init; }

    [Description(
        "Name of the field the contact wants to change without having said the new value, or 'correction' when they only said that something is wrong.")]
    public string? Correct { get; init; }

    /// <summary>Whether nothing is said but who the invoice is for.</summary>
    [JsonIgnore]
    public bool IsOfFirmOnly =>
        (Company ?? VatNumber) is not null && this with { Company = null, VatNumber = null } == new OrderArguments();
}

/// <summary>A value that cannot be taken.</summary>
/// <param name="Field">Whose value.</param>
/// <param name="Reason">Why.</param>
internal sealed record InvalidField(string Field, InvalidReason Reason);

/// <summary>Why a value cannot be taken.</summary>
internal enum InvalidReason
{
    /// <summary>The shop has no such product.</summary>
    UnknownProduct,

    /// <summary>The product is sold out.</summary>
    SoldOut,

    /// <summary>There are fewer pieces than that.</summary>
    MoreThanStock,

    /// <summary>Less than one, or more than one order may hold.</summary>
    OutOfRange,

    /// <summary>The order has as many lines as it may hold.</summary>
    TooManyLines,

    /// <summary>It is no name.</summary>
    NotAName,

    /// <summary>It has no digits, or letters among them.</summary>
    NotANumber,

    /// <summary>Digits are missing.</summary>
    TooShort,

    /// <summary>There are too many digits.</summary>
    TooLong,

    /// <summary>No number begins like this.</summary>
    UnknownPrefix,

    /// <summary>The postcode or the town is missing.</summary>
    NoTown,

    /// <summary>The street is missing.</summary>
    NoStreet,

    /// <summary>It is longer than an address can be.</summary>
    NotAnAddress,
}

/// <summary>How the order stands.</summary>
internal sealed record OrderStatus
{
    /// <summary>The product spoken of, or null while there is none that can be ordered.</summary>
    public ProductView? Product { get; init; }

    /// <summary>What the order holds, all of its lines, worded; empty while there is nothing.</summary>
    public IReadOnlyList<LineQuote> Lines { get; init; } = [];

    /// <summary>What can be said of the order so far.</summary>
    public required OrderDraft Order { get; init; }

    /// <summary>What it costs, or null without product or quantity.</summary>
    public OrderQuote? Quote { get; init; }

    /// <summary>What was just said and cannot be taken.</summary>
    public required IReadOnlyList<InvalidField> Invalid { get; init; }

    /// <summary>What to ask for now, all of it and nothing else; empty when the order was read back.</summary>
    public required IReadOnlyList<string> AskFor { get; init; }

    /// <summary>Whether the order was read back below your words: say no more than a few words before it.</summary>
    public bool ReadBack { get; init; }

    /// <summary>Products that could take a sold-out one's place; they are shown.</summary>
    public IReadOnlyList<ProductView> Similar { get; init; } = [];
}
