using Gateway.Sessions;

namespace Gateway.Brain.ChatModels;

/// <summary>What a million tokens of a model cost, section <c>Models:{name}:PricePerMillion</c>.</summary>
public sealed class ModelPrices
{
    private const decimal Million = 1_000_000;

    /// <summary>Of what is told to the model, 0 or more.</summary>
    public decimal? Input { get; set; }

    /// <summary>Of what the vendor had kept of an earlier request; null: as much as any input.</summary>
    public decimal? CachedInput { get; set; }

    /// <summary>
    /// Of what the vendor keeps for later requests; null: as much as any input. Anthropic takes a quarter more
    /// (https://docs.claude.com/en/docs/build-with-claude/prompt-caching).
    /// </summary>
    public decimal? CacheWrite { get; set; }

    /// <summary>Of what the model answers, 0 or more.</summary>
    public decimal? Output { get; set; }

    /// <summary>ISO 4217, three capital letters. Default <c>USD</c>.</summary>
    public string Currency { get; set; } = "USD";

    /// <summary>What an answer cost.</summary>
    /// <param name="input">Tokens of input, those of the next two among them.</param>
    /// <param name="cached">Those that the vendor had kept.</param>
    /// <param name="written">Those that it keeps from now on.</param>
    /// <param name="output">Tokens of output.</param>
    internal Money CostOf(long input, long cached, long written, long output)
    {
        var price = Input ?? 0;
        var sum = (input - cached - written) * price + cached * (CachedInput ?? price) +
            written * (CacheWrite ?? price) + output * (Output ?? 0);
        return new Money(sum / Million, Currency);
    }
}
