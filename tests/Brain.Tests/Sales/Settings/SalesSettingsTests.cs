using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Brain.Sales.Settings;
using Gateway.Brain.Sales.State;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Sales.Settings;

public sealed class SalesSettingsTests
{
    [Fact]
    public void The_demos_settings_are_read()
    {
        var (settings, errors) = SalesSettings.Parse(DemoSales.Workspace);

        errors.ShouldBeEmpty();
        settings.ShouldNotBeNull().ShouldSatisfyAllConditions(
            sales => sales.AgentName.ShouldBe("Camille"),
            sales => sales.Product.ShouldBe("Corvalis Planning"),
            sales => sales.Plans.Select(plan => plan.Id).ShouldBe(["essential", "team", "business"]),
            sales => sales.Plan("team")!.Price.ShouldBe(4.90m),
            sales => sales.Plan("team")!.Floor.ShouldBe(3.80m),
            sales => sales.Plan("team")!.MostSeats.ShouldBe(150),
            sales => sales.PlansWith("payroll-export").Select(plan => plan.Id).ShouldBe(["team", "business"]),
            sales => sales.Feature("forecast")!.Comes.ShouldBe(new DateOnly(2027, 3, 31)),
            sales => sales.Terms.Commitments.ShouldBe([new(1, 0), new(12, 10), new(24, 15)]),
            sales => sales.Limits.ShouldBe(
                new Limits { MostDiscount = 25, YearlyValue = 10_000, MostNegotiations = 3 }),
            sales => sales.People.For(TaskType.Escalation).ShouldBe("Hélène Marchetti"),
            sales => sales.People.For(TaskType.Demo).ShouldBe("Yanis Ferrand"),
            sales => sales.Speakers.ShouldBe([new("sales-vip", "Hélène", "sales-seller")]),
            sales => sales.Rules.Single().Score.ShouldBe(new Bounds(95, null)),
            sales => sales.Answers.Count.ShouldBeGreaterThanOrEqualTo(25),
            sales => sales.Competitors.Count.ShouldBe(4),
            sales => sales.References.Count.ShouldBe(3));
    }

    [Fact]
    public void What_may_be_left_out_has_defaults()
    {
        var (settings, errors) = Parse(Small());

        errors.ShouldBeEmpty();
        settings.ShouldNotBeNull().ShouldSatisfyAllConditions(
            sales => sales.AgentName.ShouldBe("Camille"),
            sales => sales.Limits.YearlyValue.ShouldBe(10_000),
            sales => sales.Limits.MostNegotiations.ShouldBe(3),
            sales => sales.NurtureDays.ShouldBe(30),
            sales => sales.Terms.OfferDays.ShouldBe(30),
            sales => sales.Terms.LimitedOfferDays.ShouldBe(7),
            sales => sales.Terms.MostInstalments.ShouldBe(1),
            sales => sales.Plans[0].LeastSeats.ShouldBe(1),
            sales => sales.Plans[0].MostSeats.ShouldBeNull(),
            sales => sales.Plans[0].Floor.ShouldBe(8m, "the price with the most discount"),
            sales => sales.Rules.ShouldBeEmpty());
    }

    [Fact]
    public void A_setting_that_is_null_is_one_that_is_left_out()
    {
        var json = Small();
        json["nurture"] = null;
        json["plans"]![0]!["seats"] = new JsonObject { ["min"] = 2, ["max"] = null };

        var (settings, errors) = Parse(json);

        errors.ShouldBeEmpty();
        settings!.Plans[0].MostSeats.ShouldBeNull();
    }

    [Fact]
    public void Plans_stand_by_price_and_commitments_by_length()
    {
        var json = Small();
        json["plans"]!.AsArray().Insert(0, Node("""
            { "id": "big", "name": { "fr": "Grand", "en": "Big" }, "price": 20, "features": ["plans"],
              "pitch": { "fr": "Tout.", "en": "All." } }
            """));
        json["terms"]!["commitments"] = Node(
            """[{ "months": 12, "discount": 10 }, { "months": 1, "discount": 0 }]""");

        var settings = Parse(json).Settings.ShouldNotBeNull();

        settings.Plans.Select(plan => plan.Id).ShouldBe(["one", "big"]);
        settings.Terms.Commitments.Select(one => one.Months).ShouldBe([1, 12]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("\"text\"")]
    public void Settings_that_are_no_object_are_refused(string json)
    {
        var (settings, errors) = SalesSettings.Parse(
            WorkspaceWith(json.Length == 0 ? default : JsonDocument.Parse(json).RootElement));

        settings.ShouldBeNull();
        errors.Single().Path.ShouldBe("$.settings");
    }

    [Theory]
    [InlineData("agentName", "\"\"", "agentName", "1 to 40 letters")]
    [InlineData("agentname", "\"Léa\"", "agentname", "is not known here")]
    [InlineData("product", null, "product", "is missing")]
    [InlineData("product.name", "\"\"", "product.name", "1 to 80")]
    [InlineData("product.pitch.en", null, "product.pitch.en", "found nothing")]
    [InlineData("product.pitch.de", "\"Plan\"", "product.pitch.de", "is not known here")]
    [InlineData("product.price", "3", "product.price", "is not known here")]
    [InlineData("features", "[]", "features", "at least one")]
    [InlineData("features.0.id", "\"Plans\"", "features[0].id", "lower-case")]
    [InlineData("features.1.id", "\"plans\"", "features[1].id", "there twice")]
    [InlineData("features.1.comes", "\"2027-02-30\"", "features[1].comes", "a day such as")]
    [InlineData("features.1.text", null, "features[1].text", "is missing")]
    [InlineData("plans", "[]", "plans", "at least one")]
    [InlineData("plans.0.id", "\"\"", "plans[0].id", "lower-case")]
    [InlineData("plans.0.price", "0", "plans[0].price", "more than 0")]
    [InlineData("plans.0.price", "-1", "plans[0].price", "found -1")]
    [InlineData("plans.0.price", "4.999", "plans[0].price", "two decimals")]
    [InlineData("plans.0.price", null, "plans[0].price", "is missing")]
    [InlineData("plans.0.seats", """{ "min": 0 }""", "plans[0].seats.min", "of 1 to")]
    [InlineData("plans.0.seats", """{ "min": 5, "max": 4 }""", "plans[0].seats.max", "of 5 to")]
    [InlineData("plans.0.features", """["plans", "fly"]""", "plans[0].features", "\"fly\" is no feature")]
    [InlineData("plans.0.features", """["plans", "plans"]""", "plans[0].features", "twice")]
    [InlineData("plans.0.features", """["later"]""", "plans[0].features", "still to come")]
    [InlineData("limits", null, "limits", "is missing")]
    [InlineData("limits.mostDiscount", "91", "limits.mostDiscount", "found 91")]
    [InlineData("limits.mostDiscount", "-5", "limits.mostDiscount", "found -5")]
    [InlineData("limits.mostDiscount", null, "limits.mostDiscount", "is missing")]
    [InlineData("limits.floors", """{ "one": 10.01 }""", "limits.floors.one", "at most the plan's price, 10")]
    [InlineData("limits.floors", """{ "one": 0 }""", "limits.floors.one", "more than 0")]
    [InlineData("limits.floors", """{ "two": 5 }""", "limits.floors.two", "is not known here")]
    [InlineData("limits.floors", """{ "one": 9.50 }""", "limits.floors.one", "discount of the longest commitment")]
    [InlineData("limits.yearlyLimit", "0", "limits.yearlyLimit", "more than 0")]
    [InlineData("limits.maxNegotiations", "0", "limits.maxNegotiations", "of 1 to 10")]
    [InlineData("limits.most", "1", "limits.most", "is not known here")]
    [InlineData("terms", null, "terms", "is missing")]
    [InlineData("terms.trialDays", "-1", "terms.trialDays", "of 0 to 90")]
    [InlineData("terms.mostTrialDays", "13", "terms.mostTrialDays", "of 14 to 90")]
    [InlineData("terms.commitments", "[]", "terms.commitments", "at least one")]
    [InlineData("terms.commitments.0.months", "0", "terms.commitments[0].months", "of 1 to 60")]
    [InlineData("terms.commitments.1.months", "1", "terms.commitments", "same months twice")]
    [InlineData("terms.commitments.1.discount", "21", "terms.commitments[1].discount", "of 0 to 20")]
    [InlineData("terms.instalments", "13", "terms.instalments", "of 1 to 12")]
    [InlineData("terms.limitedOfferDays", "31", "terms.limitedOfferDays", "of 1 to 30")]
    [InlineData("people", null, "people", "is missing")]
    [InlineData("people.senior", "\" \"", "people.senior", "1 to 80")]
    [InlineData("people.assignees", """{ "party": "Léa" }""", "people.assignees.party", "is not known here")]
    [InlineData("people.assignees", """{ "escalation": "Léa" }""", "people.assignees.escalation", "is not known here")]
    [InlineData("nurture", """{ "days": 0 }""", "nurture.days", "of 1 to 365")]
    [InlineData("competitors", """[{ "name": "Excel" }]""", "competitors[0].say", "is missing")]
    [InlineData(
        "competitors",
        """
        [{ "name": "Excel", "say": { "fr": "Oui.", "en": "Yes." } },
         { "name": "EXCEL", "say": { "fr": "Oui.", "en": "Yes." } }]
        """,
        "competitors[1].name", "there twice")]
    [InlineData("references", """[3]""", "references[0]", "expected an object")]
    [InlineData(
        "answers", """[{ "question": { "fr": "Et", "en": "And?" } }]""", "answers[0].answer", "is missing")]
    [InlineData("speakers", """[{ "id": "sales-seller", "name": "L", "as": "sales-seller" }]""", "speakers[0].id",
        "there twice")]
    [InlineData("speakers", """[{ "id": "vip", "name": "L", "as": "sales-crm" }]""", "speakers[0].as",
        "one of sales-seller")]
    public void A_wrong_setting_is_refused_with_its_path(string place, string? value, string path, string reason)
    {
        var json = Small();
        Put(json, place, value);

        var (settings, errors) = Parse(json);

        settings.ShouldBeNull();
        errors.ShouldContain(
            error => error.Path == "$.settings." + path && error.Reason.Contains(reason, StringComparison.Ordinal),
            string.Join("; ", errors));
    }

    [Theory]
    [InlineData("""{ "name": "vip", "agent": "sales-seller" }""", "if", "is missing")]
    [InlineData("""{ "name": "vip", "if": {}, "agent": "sales-seller" }""", "if", "at least one condition")]
    [InlineData("""{ "name": "vip", "if": { "score": {} }, "agent": "sales-seller" }""", "if.score",
        "needs min or max")]
    [InlineData(
        """{ "name": "vip", "if": { "score": { "min": 101 } }, "agent": "sales-seller" }""", "if.score.min",
        "0 to 100")]
    [InlineData(
        """{ "name": "vip", "if": { "people": { "min": 9, "max": 8 } }, "agent": "sales-seller" }""", "if.people.max",
        "not be less than min")]
    [InlineData(
        """{ "name": "vip", "if": { "type": "boiling" }, "agent": "sales-seller" }""", "if.type",
        "one of hot, warm, cold")]
    [InlineData(
        """{ "name": "vip", "if": { "objection": "weather" }, "agent": "sales-seller" }""", "if.objection",
        "one of price")]
    [InlineData(
        """{ "name": "vip", "if": { "mood": "good", "type": "hot" }, "agent": "sales-seller" }""", "if.mood",
        "is not known here")]
    [InlineData("""{ "name": "vip", "if": { "type": "hot" }, "agent": "nobody" }""", "agent", "one of sales-seller")]
    [InlineData("""{ "name": "V I P", "if": { "type": "hot" }, "agent": "sales-seller" }""", "name", "lower-case")]
    public void A_wrong_rule_is_refused_with_its_path(string rule, string path, string reason)
    {
        var json = Small();
        json["rules"] = new JsonArray(Node(rule));

        var (settings, errors) = Parse(json);

        settings.ShouldBeNull();
        errors.ShouldContain(
            error => error.Path == "$.settings.rules[0]." + path
                && error.Reason.Contains(reason, StringComparison.Ordinal),
            string.Join("; ", errors));
    }

    private static JsonObject Small() => Node("""
        {
          "product": { "name": "Plan", "pitch": { "fr": "Des plans.", "en": "Plans." } },
          "features": [
            { "id": "plans", "name": { "fr": "Plans", "en": "Plans" }, "text": { "fr": "Oui.", "en": "Yes." } },
            { "id": "later", "name": { "fr": "Tard", "en": "Late" }, "text": { "fr": "Non.", "en": "No." },
              "comes": "2027-01-31" }
          ],
          "plans": [
            { "id": "one", "name": { "fr": "Un", "en": "One" }, "price": 10, "features": ["plans"],
              "pitch": { "fr": "Un plan.", "en": "One plan." } }
          ],
          "terms": {
            "trialDays": 14, "mostTrialDays": 30,
            "commitments": [{ "months": 1, "discount": 0 }, { "months": 12, "discount": 10 }]
          },
          "limits": { "mostDiscount": 20 },
          "people": { "senior": "Hélène" }
        }
        """).AsObject();

    private static JsonNode Node(string json) => JsonNode.Parse(json)!;

    private static void Put(JsonNode json, string place, string? value)
    {
        var parts = place.Split('.');
        var at = json;
        foreach (var part in parts[..^1])
            at = int.TryParse(part, out var index) ? at![index] : at![part];
        if (value is null)
            at!.AsObject().Remove(parts[^1]);
        else
            at![parts[^1]] = Node(value);
    }

    private static (SalesSettings? Settings, IReadOnlyList<WorkspaceError> Errors) Parse(JsonNode json) =>
        SalesSettings.Parse(WorkspaceWith(JsonSerializer.SerializeToElement(json)));

    private static Workspace WorkspaceWith(JsonElement settings) =>
        new() { Id = "sales", Name = "Sales", Solution = "sales", Settings = settings };
}
