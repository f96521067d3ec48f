using System.Globalization;
using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Sales.Settings;

/// <summary>Reads what offers are made of: plans, their floors, and terms.</summary>
internal sealed class OfferReader(Action<WorkspaceError> note)
{
    private const int MostSeats = 1_000_000;

    /// <summary>Reads the plans.</summary>
    /// <param name="json">The settings.</param>
    /// <param name="floors">The least that is asked for a seat, by plan; a plan that is not there has as its
    /// floor its price with the most discount.</param>
    /// <param name="mostDiscount">What may be taken off all in all, in percent.</param>
    /// <param name="features">What there is.</param>
    /// <param name="coming">What is still to come: no plan has it.</param>
    public List<Plan> ReadPlans(
        FileObject json, FileObject? floors, decimal mostDiscount,
        IReadOnlyCollection<string> features, IReadOnlyCollection<string> coming)
    {
        var ids = new HashSet<string>();
        List<Plan> plans = [.. json.Items("plans").Select(item =>
            ReadPlan(new FileObject(item.Path, item.Json, note, secret: _ => null), ids, floors, mostDiscount,
            features, coming))];
        if (plans.Count == 0)
            json.Refuse("plans", "needs at least one");
        floors?.RefuseRest();
        return [.. plans.OrderBy(plan => plan.Price)];
    }

    /// <summary>Reads the terms.</summary>
    /// <param name="json">The settings.</param>
    /// <param name="mostDiscount">What may be taken off all in all, in percent.</param>
    public Terms ReadTerms(FileObject json, decimal mostDiscount)
    {
        var terms = json.Part("terms");
        var trial = terms?.WholeNumber("trialDays", 0, 90) ?? 0;
        var offerDays = terms?.OptionalInteger("offerDays", 1, 90) ?? 30;
        var read = new Terms
        {
            TrialDays = trial,
            MostTrialDays = terms?.WholeNumber("mostTrialDays", trial, 90) ?? 0,
            Commitments = terms is null ? [] : ReadCommitments(terms, mostDiscount),
            MostInstalments = terms?.OptionalInteger("instalments", 1, 12) ?? 1,
            OfferDays = offerDays,
            LimitedOfferDays = terms?.OptionalInteger("limitedOfferDays", 1, offerDays) ?? Math.Min(7, offerDays),
        };
        terms?.RefuseRest();
        return read;
    }

    private static Plan ReadPlan(
        FileObject json, HashSet<string> ids, FileObject? floors, decimal mostDiscount,
        IReadOnlyCollection<string> features, IReadOnlyCollection<string> coming)
    {
        var id = json.Id("id", ids);
        var price = json.Price("price");
        var floor = id.Length == 0 ? null : floors?.OptionalAmount(id, max: 100_000);
        if (floor is 0)
            floors!.Refuse(id, "must be more than 0");
        else if (floor > price)
            floors!.Refuse(id, string.Create(CultureInfo.InvariantCulture,
                $"found {floor}, expected at most the plan's price, {price}"));
        var seats = json.OptionalObject("seats");
        var least = seats?.OptionalInteger("min", 1, MostSeats) ?? 1;
        var plan = new Plan(
            id, json.BothLanguages("name", 80), price, floor ?? Plan.Reduce(price, mostDiscount),
            least,
            seats?.OptionalInteger("max", least, MostSeats),
            json.Ids("features", [.. features, .. coming], "feature"), json.BothLanguages("pitch"));
        foreach (var feature in plan.Features.Where(coming.Contains))
            json.Refuse("features", $"\"{feature}\" is still to come: no plan has it");
        seats?.RefuseRest();
        json.RefuseRest();
        return plan;
    }

    private List<Commitment> ReadCommitments(FileObject terms, decimal mostDiscount)
    {
        List<Commitment> commitments = [.. terms.Items("commitments").Select(item =>
        {
            var json = new FileObject(item.Path, item.Json, note, secret: _ => null);
            var commitment = new Commitment(json.WholeNumber("months", 1, 60), json.Percent("discount", mostDiscount));
            json.RefuseRest();
            return commitment;
        })];
        if (commitments.Count == 0)
            terms.Refuse("commitments", "needs at least one");
        if (commitments.DistinctBy(one => one.Months).Count() < commitments.Count)
            terms.Refuse("commitments", "has the same months twice");
        return [.. commitments.OrderBy(one => one.Months)];
    }
}
