using Gateway.Brain.Inspection.Centres;
using Gateway.Brain.Inspection.Knowing;
using Gateway.Brain.Inspection.Law;
using Gateway.Brain.Settings;
using Gateway.Sessions.Workspaces;

namespace Gateway.Brain.Tests.Inspection.Knowing;

public sealed class CentreKnowledgeTests
{
    private static readonly string[] Locales = ["fr", "en"];

    public static TheoryData<string> Topics =>
    [
        "hours", "place", "contact", "papers", "duration", "dropoff", "payment", "price", "vehicle", "languages",
        "booking", "law", "revisit", "result", "answer",
    ];

    [Theory]
    [MemberData(nameof(Topics))]
    public void Each_topic_has_its_facts(string topic)
    {
        foreach (var locale in Locales)
        {
            var facts = Of(DemoCentre.Centre, locale).ByTopic(topic);

            facts.ShouldNotBeEmpty();
            facts.ShouldAllBe(fact => fact.Topic == topic || fact.Id.StartsWith(topic));
        }
    }

    [Fact]
    public void Ids_are_unique_and_the_same_in_both_languages()
    {
        var ids = Of(DemoCentre.Centre, "fr").Facts.Select(fact => fact.Id).ToList();

        ids.ShouldBeUnique();
        Of(DemoCentre.Centre, "en").Facts.Select(fact => fact.Id).ShouldBe(ids);
        ids.ShouldContain("price.periodique.moto");
        ids.ShouldContain("answer.5");
        LawRules.All.ShouldAllBe(rule => ids.Contains($"law.{rule.Id}"));
    }

    [Fact]
    public void A_title_finds_its_own_fact()
    {
        foreach (var locale in Locales)
        {
            var known = Of(DemoCentre.Centre, locale);
            foreach (var fact in known.Facts)
                known.Find(fact.Title, 3).Select(found => found.Id).ShouldContain(fact.Id);
        }
    }

    [Fact]
    public void What_is_under_an_id_is_found_by_it_with_the_main_thing_first()
    {
        var known = Of(DemoCentre.Centre, "fr");

        known.ByTopic("law.moto").Select(fact => fact.Id)
            .ShouldBe(["law.moto.first", "law.moto.period", "law.moto.calendar", "law.moto.exempt"]);
        known.ByTopic("revisit").ShouldAllBe(fact => fact.Id.StartsWith("law.revisit"));
        known.ByTopic("vehicle")[0].Id.ShouldBe("vehicle");
        known.ByTopic("nothing").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("fr", "bonjour")]
    [InlineData("fr", "")]
    [InlineData("en", "hello")]
    public void What_is_not_known_finds_nothing(string locale, string question) =>
        Of(DemoCentre.Centre, locale).Find(question, 3).ShouldBeEmpty();

    [Fact]
    public void French_texts_do_not_break_before_double_signs()
    {
        foreach (var fact in Of(DemoCentre.Centre, "fr").Facts)
        {
            foreach (var sign in ":;!?€»%")
                $"{fact.Title} {fact.Text}".ShouldNotContain($" {sign}");
        }
    }

    [Fact]
    public void A_price_is_said_of_the_vehicles_that_it_is_for_alone()
    {
        var vansOnly = DemoCentre.Centre with
        {
            Prices = new PriceGrid([new Price(VehicleType.Van, null, VisitKind.Periodic, 89)]),
        };

        Of(vansOnly, "en").ByTopic("price.periodique").Single().Text
            .ShouldBe("Periodic inspection for light vans: €89.");
        Of(vansOnly, "fr").ByTopic("price.periodique").Single().Text
            .ShouldBe("Contrôle technique périodique pour utilitaires légers\u00A0: 89\u00A0€.");
    }

    [Fact]
    public void Gas_is_taken_only_where_a_price_names_it()
    {
        var centre = DemoCentre.Centre with
        {
            Prices = new PriceGrid([new Price(null, null, VisitKind.Periodic, 70)]),
        };

        Of(centre, "en").ByTopic("vehicle.gaz").Single().Text.ShouldContain("say nothing");
        Of(centre, "en").ByTopic("vehicle.electrique").Single().Text.ShouldStartWith("Yes");
        Of(DemoCentre.Centre, "en").ByTopic("vehicle.gaz").Single().Text.ShouldStartWith("Yes");
    }

    [Fact]
    public void A_centre_that_says_little_has_fewer_facts()
    {
        var bare = DemoCentre.Centre with
        {
            Hours = OpeningHours.Unknown,
            Address = null,
            Directions = null,
            Phone = null,
            Email = null,
            Bring = null,
            PaymentMethods = [],
            Answers = [],
        };
        var known = Of(bare, "fr");

        foreach (var topic in new[] { "hours", "place", "contact", "payment", "answer" })
            known.ByTopic(topic).ShouldBeEmpty();
        known.ByTopic("papers")[0].Id.ShouldBe("law.papers");
    }

    [Fact]
    public void A_kind_of_vehicle_that_no_bay_takes_is_refused()
    {
        var centre = DemoCentre.Centre with { Bays = [new Bay("1", "Piste", [VehicleType.Car])] };

        Of(centre, "fr").ByTopic("vehicle.moto").Single().Text.ShouldStartWith("Non, ");
        Of(centre, "fr").ByTopic("vehicle.bays").Single().Text.ShouldStartWith("Le centre a 1\u00A0piste.");
    }

    [Fact]
    public void What_a_centre_typed_gets_the_spaces_of_French()
    {
        var centre = DemoCentre.Centre with
        {
            Directions = new LocalText("En face : « La Poste » ; sonnez !", "Opposite: ring!"),
        };

        Of(centre, "fr").ByTopic("place.way").Single().Text
            .ShouldBe("En face\u00A0: «\u00A0La Poste\u00A0»\u00A0; sonnez\u00A0!");
    }

    private static CentreKnowledge Of(Centre centre, string locale) => CentreKnowledge.Of(centre, locale);
}
