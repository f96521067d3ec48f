using System.Diagnostics.Metrics;
using Gateway.Brain.Turns;

namespace Gateway.Brain.ChatModels;

/// <summary>What models take, as metrics, by model and workspace.</summary>
internal sealed class ModelMeter : IDisposable
{
    private readonly Meter _meter;
    private readonly Counter<long> _withheld;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _tokens;
    private readonly Counter<double> _cost;
    private readonly Histogram<double> _duration;

    public ModelMeter(IMeterFactory meters)
    {
        _meter = meters.Create("Gateway.Brain");
        _withheld = _meter.CreateCounter<long>(
            "gateway.models.withheld", "{turn}",
            "Turns that the house model answered because the day's budget is used up, by whose: session, workspace");
        _requests = _meter.CreateCounter<long>(
            "gateway.models.requests", "{request}",
            "Requests to models, by model, workspace and how they ended: answered, failed, givenUp (by who asked)");
        _tokens = _meter.CreateCounter<long>(
            "gateway.models.tokens", "{token}",
            "Tokens, by model, workspace and kind: input (what was cached is not among them), cachedInput, output");
        _cost = _meter.CreateCounter<double>(
            "gateway.models.cost", "{unit}", "What they cost, by model, workspace and currency");
        _duration = _meter.CreateHistogram<double>(
            "gateway.models.duration", "s", "From the request to the end of an answer, by model");
    }

    /// <summary>A turn goes to the house model.</summary>
    /// <param name="whose">Whose budget is used up: <c>session</c> or <c>workspace</c>.</param>
    public void Withhold(string whose) => _withheld.Add(1, Tag("whose", whose));

    /// <summary>A request has ended.</summary>
    public void Count(string workspace, ModelUsage usage)
    {
        var (model, business) = (Tag("model", usage.Model), Tag("workspace", workspace));
        _requests.Add(1, model, business, Tag("ended", usage.Failure switch
        {
            null => "answered",
            ModelUsage.GivenUp => "givenUp",
            _ => "failed",
        }));
        if (usage.Failure is null)
            _duration.Record(usage.Duration.TotalSeconds, model);
        // What failed has mostly cost nothing.
        if (usage.Failure is not null && usage.Tokens == 0)
            return;
        _tokens.Add(usage.Input - usage.CachedInput, model, business, Tag("kind", "input"));
        _tokens.Add(usage.CachedInput, model, business, Tag("kind", "cachedInput"));
        _tokens.Add(usage.Output, model, business, Tag("kind", "output"));
        if (usage.Cost is { } cost)
            _cost.Add((double)cost.Amount, model, business, Tag("currency", cost.Currency));
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();

    private static KeyValuePair<string, object?> Tag(string name, string value) => new(name, value);
}
