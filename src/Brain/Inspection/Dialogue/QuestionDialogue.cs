using System.Text.RegularExpressions;
using Gateway.Brain.House.Learning;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Answers what is asked of the centre and of the law, each question in its order.</summary>
internal static partial class QuestionDialogue
{
    private const string Details = "detail.";
    private const int MostQuestions = 3;
    private const float AlsoAsked = 0.25f;

    /// <summary>The answers; empty where nothing is asked.</summary>
    public static async Task<IReadOnlyList<AgentText>> AnswerAsync(InspectionRequest request)
    {
        List<AgentText> answers = [];
        foreach (var clause in request.Questions.Take(MostQuestions))
        {
            // "How much is it, and what do I bring?" may be one clause.
            foreach (var act in clause.Acts
                .Where(act => act.Key == clause.Act || (act.Value >= AlsoAsked && IsQuestion(act.Key)))
                .OrderByDescending(act => act.Value).Take(2).Select(act => act.Key))
            {
                var words = request.Reading.WordsOf(clause);
                var answer = (act == "detail.price" && !HowOften().IsMatch(words)) || HowMuch().IsMatch(words)
                    ? await PriceAsync(request, clause)
                    : await LookUpAsync(request, clause, act);
                if (!answers.Any(one => one.Markdown == answer.Markdown))
                    answers.Add(answer);
            }
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

    // "Combien de temps" asks for no price.
    [GeneratedRegex(
        @"\b(?:co[uû]te?(?:nt)? (?:combien|cb|cher)|(?:combien|cb) (?:[cç]a |elle |il )?co[uû]te|(?:elle|il|[cç]a) co[uû]te|quel prix|quel tarif|how much (?:is|does|for|will|would)|what does it cost|the price)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex HowMuch();

    private static bool IsQuestion(string act) => act.StartsWith(Details, StringComparison.Ordinal);

    [GeneratedRegex(
        @"\b(?:tous les combien|how often|every how|combien de temps (?:c.?est|est.il) valable|quelle fr[eé]quence)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex HowOften();

    private static async Task<AgentText> LookUpAsync(InspectionRequest request, ReadClause clause, string act)
    {
        var isHowOften = HowOften().IsMatch(request.Reading.WordsOf(clause));
        var isOfBikes = isHowOften
            && (request.Told.Vehicle ?? request.State.Draft.Vehicle) == VehicleType.Motorcycle;
        var found = await request.CallAsync<LookedUp>(InspectionToolNames.LookUp, new LookUpArguments
        {
            Question = isOfBikes ? "" : request.Reading.WordsOf(clause),
            Topic = isOfBikes ? "law.moto" : isHowOften ? "law" : act[Details.Length..],
            Date = request.DayAskedIn(clause),
        });
        if (found is null)
            return request.Say("unavailable");
        if (found.Found is [var best, { IsAlso: true } also, ..])
            return AgentText.Join(" ", best.Text, also.Text);
        if (found.Found is [var only, ..])
            return only.Text;
        request.Turn.Miss("unknownAnswer", request.Reading.WordsOf(clause), about: null);
        return request.Say("notKnown");
    }
}
