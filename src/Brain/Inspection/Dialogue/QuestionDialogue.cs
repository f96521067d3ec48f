using System.Text.RegularExpressions;
using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Tools;
using Gateway.Brain.Inspection.Understanding;
using Gateway.Brain.Words;

namespace Gateway.Brain.Inspection.Dialogue;

/// <summary>Answers what is asked of the centre and of the law, each question in its order.</summary>
internal static partial class QuestionDialogue
{
    private const string Details = "detail.";
    private const int MostQuestions = 4;

    /// <summary>The answers; empty where nothing is asked.</summary>
    public static async Task<IReadOnlyList<AgentText>> AnswerAsync(InspectionRequest request)
    {
        List<AgentText> answers = [];
        var left = MostQuestions;
        foreach (var part in request.Asked)
        {
            // What is read as no question is answered where its words surely ask for something that is known.
            foreach (var act in part.IsRead ? part.Acts : [null!])
            {
                if (left-- == 0)
                    return answers;
                var answer = HowMuch().IsMatch(part.Words) && !HowOften().IsMatch(part.Words)
                    && !HowLong().IsMatch(part.Words)
                    ? await PriceAsync(request, part.Words)
                    : await LookUpAsync(request, part, act);
                if (answer is { } text && !answers.Any(one => one.Markdown == text.Markdown))
                    answers.Add(text);
            }
        }

        return answers;
    }

    /// <summary>What a visit costs.</summary>
    public static async Task<AgentText> PriceAsync(InspectionRequest request, string words)
    {
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
            Question = request.Heard.Text,
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
        @"\b(?:co[uû]te?(?:nt)? (?:combien|cb|cher)|(?:combien|cb) (?:[cç]a |elle |il )?co[uû]te|(?:elle|il|[cç]a) co[uû]te|quel prix|quel tarif|how much (?:is|does|do|for|will|would)|what(?:.?s| is) the (?:damage|price|cost)|what (?:does|do|would|will) (?:it|that|the \w+(?: \w+)?|you) (?:cost|charge|set me back|come to)|the price|c.?est combien|c combien|[aà] combien|combien (?:pour|prenez|vous prenez|demandez|[cç]a fait|co[uû]te\w*|je (?:vous )?dois|il faut que je pr[eé]pare|faut pr[eé]voir)|quel(?:le)? (?:est )?(?:le |votre )?(?:prix|tarif)s?|vos (?:prix|tarifs))\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex HowMuch();

    [GeneratedRegex(
        @"\b(?:combien de temps|jusqu['’ ]?[aà] quand|avant quand|quel d[eé]lai|d[eé]lais?|how long|by when|until when|limit|deadline)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex HowLong();

    [GeneratedRegex(
        @"\b(?:pour (?:la |ma |une |passer la )?contre.?visite|revenir|repasser|r[eé]parer|d[eé]lai (?:pour|de)|for the (?:re.?visit|re.?test)|bring(?:ing)? (?:it|her|the \w+) back|come back|get it (?:fixed|sorted|repaired)|to (?:fix|repair) it|do i get|have i got to|re.?tested)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Returning();

    [GeneratedRegex(
        @"\b[1-4] ?(?:[.,] ?[0-9]{1,2} ?m(?:[eè]tres?|eters?|etres)?|m ?[0-9]{1,2}|m[eè]tres?|meters?|metres?)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Measure();

    // What is paid with, and what is taken off, is no price.
    [GeneratedRegex(
        @"\b(?:ch[eè]ques?|cheques?|check|cash|esp[eè]ces|liquide|carte|card|contactless|sans contact|plusieurs fois|instalments?|remise|r[eé]duc\w*|discount|ttc|tva|vat|tax\w*|[eé]tudiant\w*|students?|seniors?|promo\w*|fid[eé]lit[eé]|deal)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex Besides();

    [GeneratedRegex(
        @"\b(?:tous les combien|how often|every how|combien de temps (?:c.?est|est.il) valable|tou?s les (?:cb|cmb)|quelle fr[eé]quence)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase)]
    private static partial Regex HowOften();

    private static async Task<AgentText?> LookUpAsync(InspectionRequest request, AskedPart part, string? act)
    {
        var isHowOften = HowOften().IsMatch(part.Words);
        var isOfBikes = isHowOften
            && (request.Told.Vehicle ?? request.State.Draft.Vehicle) == VehicleType.Motorcycle;
        // How long there is for a re-visit, and not how long it takes.
        var isOfReturn = HowLong().IsMatch(part.Words) && Returning().IsMatch(part.Words);
        var found = await request.CallAsync<LookedUp>(InspectionToolNames.LookUp, new LookUpArguments
        {
            Question = isOfReturn ? ""
                : Measure().IsMatch(part.Words) ? $"{part.Words} hauteur height tall"
                : part.Words,
            Topic = isOfReturn ? "law.revisit"
                : isOfBikes ? "law.moto.period"
                : isHowOften ? "law.period"
                : act?[Details.Length..],
            Date = act is null ? null : request.DayAskedIn(part.Words),
        });
        if (act is null && !isOfReturn)
            return found is { Found: [{ IsSure: true } sure, ..] } ? (AgentText)sure.Text : null;
        if (found is null)
            return request.Say("unavailable");
        // What is taken for a question of the price, and its words for none of another thing.
        if (act == "detail.price" && !isHowOften && !Besides().IsMatch(part.Words)
            && found.Found is not [{ IsSure: true, IsOfPrice: false }, ..])
            return await PriceAsync(request, part.Words);
        if (found.Found is [var best, { IsAlso: true } also, ..])
            return AgentText.Join(" ", best.Text, also.Text);
        if (found.Found is [var only, ..])
            return only.Text;
        request.Turn.Miss("unknownAnswer", part.Words, about: null);
        return request.Say("notKnown");
    }
}
