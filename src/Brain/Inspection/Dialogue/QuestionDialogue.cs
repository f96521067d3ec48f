using Gateway.Brain.House.Learning;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Answers what is asked of the centre and of the law, each question in its order.</summary>
internal static class QuestionDialogue
{
    private const string Details = "detail.";
    private const int MostQuestions = 3;

    /// <summary>The answers; empty where nothing is asked.</summary>
    public static async Task<IReadOnlyList<AgentText>> AnswerAsync(InspectionRequest request)
    {
        List<AgentText> answers = [];
        foreach (var clause in request.Reading.Questions.Take(MostQuestions))
        {
            var answer = clause.Act == "detail.price"
                ? await PriceAsync(request, clause)
                : await LookUpAsync(request, clause);
            if (!answers.Any(one => one.Markdown == answer.Markdown))
                answers.Add(answer);
        }

        return answers;
    }

    /// <summary>What a visit costs.</summary>
    public static async Task<AgentText> PriceAsync(InspectionRequest request, ReadClause clause)
    {
        var words = request.Reading.WordsOf(clause);
        var told = await request.CallAsync<PricesTold>(InspectionToolNames.TellPrice, new PriceArguments
        {
            VehicleType = request.Told.Vehicle?.InWire(),
            Energy = request.Told.Energy?.InWire(),
            Visit = (VisitWords.In(words) is { } visit and not VisitKind.Periodic ? visit : request.Told.Visit)
                ?.InWire(),
        });
        var locale = request.Turn.Facts.Locale;
        return told switch
        {
            null => request.Say("unavailable"),
            { Why: "notTaken" } => request.Say("notTaken"),
            { Prices: [var only] } when only.Price.Amount == 0 => request.Say("priceFree"),
            { Prices: [var only] } => request.Say(
                "price", ("what", What(told, only.Energy, locale)), ("price", only.Price.ToText(locale))),
            { Prices.Count: > 1 } => request.Say("prices", ("what", What(told, null, locale)), ("prices",
                AgentText.Join(", ", told.Prices.GroupBy(one => one.Price).Select(same => request.Say(
                    "priceOf",
                    ("energy", string.Join(locale == "fr" ? " ou " : " or ", same.Select(one =>
                        Scene.InspectionWording.Name(CentreWords.EnergyOf(one.Energy)!.Value, locale)))),
                    ("price", same.Key.ToText(locale))))))),
            _ => request.Say("notKnown"),
        };
    }

    /// <summary>What is known of the whole message; null when nothing fits.</summary>
    public static async Task<AgentText?> AnswerAnythingAsync(InspectionRequest request) =>
        await request.CallAsync<LookedUp>(InspectionToolNames.LookUp, new LookUpArguments
        {
            Question = request.Turn.Heard.Text,
        }) is { Found: [var best, ..] } ? (AgentText)best.Text : null;

    private static AgentText What(PricesTold told, string? energy, string locale)
    {
        var visit = Scene.InspectionWording.Name(CentreWords.VisitOf(told.Visit) ?? VisitKind.Periodic, locale);
        var vehicle = Scene.InspectionWording.Name(
            CentreWords.VehicleOf(told.Vehicle) ?? VehicleType.Car, locale);
        var of = energy is null ? "" : $" {Scene.InspectionWording.Name(CentreWords.EnergyOf(energy)!.Value, locale)}";
        return $"{visit}, {vehicle}{of}";
    }

    private static async Task<AgentText> LookUpAsync(InspectionRequest request, ReadClause clause)
    {
        var found = await request.CallAsync<LookedUp>(InspectionToolNames.LookUp, new LookUpArguments
        {
            Question = request.Reading.WordsOf(clause),
            Topic = clause.Act[Details.Length..],
            Date = request.DayAskedIn(clause),
        });
        if (found is null)
            return request.Say("unavailable");
        if (found.Found is [var best, ..])
            return best.Text;
        request.Turn.Miss("unknownAnswer", request.Reading.WordsOf(clause), about: null);
        return request.Say("notKnown");
    }
}
