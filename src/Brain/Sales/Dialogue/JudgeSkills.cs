using System.Globalization;
using System.Text.Json;
using Gateway.Brain.House;
using Gateway.Brain.House.Reading;
using Gateway.Brain.Sales.Judges;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Sales.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Sales.Dialogue;

/// <summary>A judge's answer by rules: no word of it is heard.</summary>
internal abstract class JudgeSkill(string agent) : IHouseSkill
{
    /// <inheritdoc/>
    public string Agent => agent;

    /// <inheritdoc/>
    public string? Lexicon(string locale) => null;

    /// <inheritdoc/>
    public void Prepare() => SalesSkill.PrepareReader();

    /// <inheritdoc/>
    public RequestSigns SignsIn(Utterance heard) => new();

    /// <inheritdoc/>
    public Task<AgentText> AnswerAsync(HouseTurn turn)
    {
        var answer = Judge(turn, turn.State<SalesState>());
        return Task.FromResult(AgentText.Trusted(
            JsonSerializer.Serialize(answer, answer.GetType(), BrainJson.Options)));
    }

    /// <summary>The record.</summary>
    protected abstract object Judge(HouseTurn turn, SalesState sales);
}

/// <summary>What the house model says of who has just written for the first time.</summary>
internal sealed class ClassifierSkill() : JudgeSkill(SalesAgents.Classifier)
{
    /// <inheritdoc/>
    protected override object Judge(HouseTurn turn, SalesState sales) =>
        LeadReader.Read(SalesReading.Of(turn, sales), sales);
}

/// <summary>What the house model says of how a conversation goes.</summary>
internal sealed class SupervisorSkill() : JudgeSkill(SalesAgents.Supervisor)
{
    /// <inheritdoc/>
    protected override object Judge(HouseTurn turn, SalesState sales)
    {
        var reading = SalesReading.Of(turn, sales);
        var lead = LeadReader.Read(reading, sales);
        var objection = sales.Converted ? default : reading.Objections.FirstOrDefault(
            one => one.Category != ObjectionCategory.Authority || lead.IsDecisionMaker != true);
        var isObjection = objection.Clause is not null && !SalesAssent.EndsWithIt(reading)
            && !Parting.IsForGood(reading.Text)
            && !Parting.IsForLater(reading.Text)
            && !(objection.Category == ObjectionCategory.Timing && reading.Does("later"));
        // Whoever says to an offer that another decides holds just that against it.
        var isLeftToOthers = !isObjection && lead.IsDecisionMaker == false && sales.Lead.IsDecisionMaker != false
            && sales is { Standing: not null, Converted: false } && !reading.Does("later");
        return new Supervision
        {
            Lead = lead,
            Objection = isObjection ? objection.Category : isLeftToOthers ? ObjectionCategory.Authority : null,
            ObjectionWords = isLeftToOthers ? reading.Text
                : isObjection ? reading.Text[objection.Clause!.Start..objection.Clause.End]
                : null,
            AskedDiscount = PercentIn(reading.Span("percent")),
            Feature = isObjection ? reading.Span("feature") : null,
            Competitor = reading.Span("tool"),
            WantsPerson = reading.WantsPerson(turn.Heard),
            CustomNeeds = lead.CustomNeeds,
            Declines = !sales.Converted && (reading.Does("cancel") || reading.Does("stop")
                || (reading.Does("refuse") && sales.Standing is not null && reading.Clauses.Count <= 2)
                || Parting.IsForGood(reading.Text)
                || (reading.Does("no") && sales.Standing is not null && reading.Clauses.Count == 1)),
            Later = (sales.Asked is [Ask.MayWrite] && reading.Clauses.Count == 1
                    && (reading.Does("yes") || reading.Does("no") || turn.Heard.Is(Intents.Yes)))
                || reading.Does("later") || Parting.IsForLater(reading.Text),
            Sentiment = SentimentOf(reading),
            Probability = sales.Score,
            Reasoning = "read by rules from the last message",
        };
    }

    private static Sentiment? SentimentOf(SalesReading reading) =>
        reading.Does("abuse") ? Sentiment.Negative
        : reading.Does("accept") || reading.Does("thanks") ? Sentiment.Positive
        : null;

    private static decimal? PercentIn(string? words)
    {
        var figure = words is null ? "" : new string([.. words.Where(letter =>
            char.IsAsciiDigit(letter) || letter is ',' or '.')]).Replace(',', '.').Trim('.');
        return decimal.TryParse(figure, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent)
            && percent is > 0 and <= 100
                ? percent
                : null;
    }
}

/// <summary>What the house model records: the state in words; what is to be done, code knows.</summary>
internal sealed class CrmSkill() : JudgeSkill(SalesAgents.Crm)
{
    /// <inheritdoc/>
    protected override object Judge(HouseTurn turn, SalesState sales)
    {
        var lead = sales.Lead;
        List<string?> parts =
        [
            string.Join(", ", new[] { lead.Company, lead.Sector, lead.People is { } people
                ? string.Create(CultureInfo.InvariantCulture, $"{people} people") : null, lead.Role }.OfType<string>()),
            lead.PainPoints.Count > 0 ? $"Troubles: {string.Join(", ", lead.PainPoints)}" : null,
            sales.Objections.Count > 0
                ? $"Objections: {string.Join(", ", sales.Objections.Select(one => one.Category))}"
                : null,
            sales.Converted ? "They accepted the offer"
                : sales.Escalated ? $"A person takes over ({sales.Escalation})" : null,
        ];
        return new CrmEntry
        {
            Summary = string.Join(". ", parts.Where(part => !string.IsNullOrEmpty(part))),
            Insights = [],
            Tasks = [],
        };
    }
}
