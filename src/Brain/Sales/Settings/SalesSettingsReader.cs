using System.Globalization;
using Gateway.Brain.Sales.State;
using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Sales.Settings;

/// <summary>
/// Turns the JSON of a sales team's settings into <see cref="SalesSettings"/>, noting all that is wrong with it.
/// </summary>
internal sealed class SalesSettingsReader(Action<WorkspaceError> note)
{
    private const int MostPeople = 3_000_000;

    public SalesSettings Read(FileObject json)
    {
        var product = json.Part("product");
        var features = ReadFeatures(json);
        var limits = json.Part("limits");
        var mostDiscount = limits?.Percent("mostDiscount", 90) ?? 0;
        var offers = new OfferReader(note);
        var plans = offers.ReadPlans(
            json, limits?.OptionalObject("floors"), mostDiscount,
            [.. features.Where(one => one.Comes is null).Select(one => one.Id)],
            [.. features.Where(one => one.Comes is not null).Select(one => one.Id)]);
        var speakers = ReadSpeakers(json);
        var settings = new SalesSettings
        {
            AgentName = json.OptionalShortText("agentName", 40) ?? "Camille",
            Speakers = speakers,
            Product = product?.ShortText("name", 80) ?? "",
            Pitch = product?.BothLanguages("pitch") ?? new LocalText("", ""),
            Features = features,
            Plans = plans,
            Terms = offers.ReadTerms(json, mostDiscount),
            Limits = ReadLimits(limits, mostDiscount),
            Competitors = ReadCompetitors(json),
            References = ReadReferences(json),
            Answers = [.. Objects(json, "answers").Select(ReadAnswer)],
            NurtureDays = ReadNurture(json.OptionalObject("nurture")),
            People = ReadPeople(json.Part("people")),
            Rules = new RuleReader([.. SalesAgents.All, .. speakers.Select(speaker => speaker.Id)])
                .Read(Objects(json, "rules")),
        };
        product?.RefuseRest();
        json.RefuseRest();
        CheckFloors(settings);
        return settings;
    }

    // An offer that nobody has haggled over must be one that can be made.
    private void CheckFloors(SalesSettings settings)
    {
        var most = settings.Terms.Commitments.Select(one => one.Discount).DefaultIfEmpty().Max();
        foreach (var plan in settings.Plans.Where(plan => plan.Floor > Plan.Reduce(plan.Price, most)))
            note(new WorkspaceError(
                $"$.settings.limits.floors.{plan.Id}",
                string.Create(CultureInfo.InvariantCulture,
                    $"is more than the price with the discount of the longest commitment, {most} %")));
    }

    private List<Feature> ReadFeatures(FileObject json)
    {
        var ids = new HashSet<string>();
        List<Feature> features = [.. Objects(json, "features").Select(one =>
        {
            var comes = one.OptionalText("comes", text => Day(text) is not null, "a day such as 2027-03-31");
            var feature = new Feature(
                one.Id("id", ids), one.BothLanguages("name", 80), one.BothLanguages("text"),
                comes is null ? null : Day(comes));
            one.RefuseRest();
            return feature;
        })];
        if (features.Count == 0)
            json.Refuse("features", "needs at least one");
        return features;
    }

    private List<OwnSpeaker> ReadSpeakers(FileObject json)
    {
        var taken = SalesAgents.All.ToHashSet();
        return [.. Objects(json, "speakers").Select(one =>
        {
            var speaker = new OwnSpeaker(
                one.Id("id", taken), one.ShortText("name", 40),
                one.Text("as", SalesAgents.Speakers.Contains, $"one of {string.Join(", ", SalesAgents.Speakers)}"));
            one.RefuseRest();
            return speaker;
        })];
    }

    private static Limits ReadLimits(FileObject? json, decimal mostDiscount)
    {
        var limits = new Limits { MostDiscount = mostDiscount };
        if (json is null)
            return limits;
        var yearly = json.OptionalAmount("yearlyLimit", 1_000_000_000);
        if (yearly == 0)
            json.Refuse("yearlyLimit", "must be more than 0");
        limits = limits with
        {
            YearlyValue = yearly ?? limits.YearlyValue,
            MostNegotiations = json.OptionalInteger("maxNegotiations", 1, 10) ?? limits.MostNegotiations,
        };
        json.RefuseRest();
        return limits;
    }

    private List<Competitor> ReadCompetitors(FileObject json)
    {
        var names = new HashSet<string>();
        return [.. Objects(json, "competitors").Select(one =>
        {
            var competitor = new Competitor(
                one.Name("name", names),
                one.Texts("aliases", text => text.Trim().Length is > 0 and <= 80, "a text of 1 to 80 letters", 0, 20),
                one.BothLanguages("say"));
            one.RefuseRest();
            return competitor;
        })];
    }

    private List<Reference> ReadReferences(FileObject json)
    {
        var names = new HashSet<string>();
        return [.. Objects(json, "references").Select(one =>
        {
            var reference = new Reference(
                one.Name("name", names), one.BothLanguages("sector", 80), one.WholeNumber("people", 1, MostPeople),
                one.BothLanguages("say"));
            one.RefuseRest();
            return reference;
        })];
    }

    private static KnownAnswer ReadAnswer(FileObject json)
    {
        var answer = new KnownAnswer(json.BothLanguages("question", 200), json.BothLanguages("answer"));
        json.RefuseRest();
        return answer;
    }

    private static int ReadNurture(FileObject? json)
    {
        var days = json?.WholeNumber("days", 1, 365) ?? 30;
        json?.RefuseRest();
        return days;
    }

    private static SalesPeople ReadPeople(FileObject? json)
    {
        var assignees = new Dictionary<TaskType, string>();
        if (json?.OptionalObject("assignees") is { } byType)
        {
            foreach (var type in Enum.GetValues<TaskType>().Where(type => type != TaskType.Escalation))
            {
                if (byType.OptionalShortText(SettingsParts.ToCamel(type.ToString()), 80) is { } assignee)
                    assignees[type] = assignee;
            }

            byType.RefuseRest();
        }

        var people = new SalesPeople(json?.ShortText("senior", 80) ?? "", assignees);
        json?.RefuseRest();
        return people;
    }

    private static DateOnly? Day(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : null;

    private IEnumerable<FileObject> Objects(FileObject json, string name) =>
        json.Items(name).Select(item => new FileObject(item.Path, item.Json, note, secret: _ => null));
}
