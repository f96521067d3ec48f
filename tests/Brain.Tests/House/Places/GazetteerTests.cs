using Gateway.Brain.House.Entities;
using Gateway.Brain.House.Places;

namespace Gateway.Brain.Tests.House.Places;

public sealed class GazetteerTests
{
    [Theory]
    [InlineData("69007", "Lyon", "FR")]
    [InlineData("01000", "Bourg-en-Bresse", "FR")]
    [InlineData("97400", "Saint-Denis", "FR")]
    [InlineData("1003", "Lausanne", "CH")]
    [InlineData("4000", "Liège", "BE")]
    [InlineData("1616", "Luxembourg", "LU")]
    public void A_postcode_tells_its_towns(string postcode, string town, string country) =>
        Gazetteer.TownsOf(postcode, country).Select(one => one.Name).ShouldContain(town);

    [Theory]
    [InlineData("st etienne", "Saint-Étienne", "FR")]
    [InlineData("SAINT-ETIENNE", "Saint-Étienne", "FR")]
    [InlineData("aix en provence", "Aix-en-Provence", "FR")]
    [InlineData("Louvain", "Leuven", "BE")]
    [InlineData("Geneva", "Genève", "CH")]
    [InlineData("Londres", "London", "GB")]
    [InlineData("dakar", "Dakar", "SN")]
    public void A_town_is_found_however_it_is_written(string written, string name, string country)
    {
        var town = Gazetteer.Find(written).ShouldNotBeNull();

        (town.Name, town.Country).ShouldBe((name, country));
    }

    [Theory]
    [InlineData("Toulose", "Toulouse")]
    [InlineData("Montpelier", "Montpellier")]
    [InlineData("Strasbour", "Strasbourg")]
    public void A_misspelt_town_is_guessed(string written, string name) =>
        Gazetteer.Guess(written).ShouldNotBeNull().Name.ShouldBe(name);

    [Fact]
    public void A_name_that_is_no_town_is_none()
    {
        Gazetteer.IsTown("théière").ShouldBeFalse();
        Gazetteer.Guess("bouilloire").ShouldBeNull();
        Gazetteer.Knows("00000").ShouldBeFalse();
    }

    [Theory]
    [InlineData("12 rue des Lilas, 75001 Lyon", PlaceDoubt.Mismatch)]
    [InlineData("12 rue des Lilas, Lyon", PlaceDoubt.Several)]
    [InlineData("12 rue des Lilas, 69001 Lyon", PlaceDoubt.None)]
    [InlineData("12 rue des Lilas, Villeurbanne", PlaceDoubt.None)]
    internal void What_does_not_fit_together_is_in_doubt(string address, PlaceDoubt doubt) =>
        PostalAddress.Parse(address).Doubt.ShouldBe(doubt);

    [Theory]
    [InlineData("12r d lilas 69007 lyon", "12 rue des Lilas, 69007 Lyon")]
    [InlineData("appt 4, 12 rue des lilas 69007 LYON", "12 rue des Lilas, appt 4, 69007 Lyon")]
    [InlineData("12 high street flat 3 bath ba15aa", "flat 3, 12 High Street, Bath BA1 5AA")]
    [InlineData("123 rue Sherbrooke O, Montréal QC H3A 1B4", "123 rue Sherbrooke O, Montréal QC H3A 1B4")]
    public void An_address_is_read_back_in_one_line(string address, string line) =>
        PostalAddress.Parse(address).Line.ShouldBe(line);

    [Theory]
    [InlineData("8 rue du Marché, 1000 Bruxelles", "BE", true)]
    [InlineData("Chemin des Vignes 12, 1003 Lausanne", "CH", true)]
    [InlineData("12 rue Victor Hugo, 97400 Saint-Denis", "RE", true)]
    [InlineData("12 High Street, Bath BA1 5AA", "GB", true)]
    [InlineData("Villa 45, Sicap Liberté 3, Dakar", "SN", true)]
    [InlineData("12 rue des Lilas, 69007 Lyon", null, false)]
    [InlineData("12 rue des Lilas, 69007 Lyon, France", "FR", false)]
    public void Where_a_parcel_goes_tells_the_country(string address, string? country, bool isFar)
    {
        PostalAddress.CountryOf(address).ShouldBe(country);
        PostalAddress.IsFar(address).ShouldBe(isFar);
    }

    [Theory]
    [InlineData("12 rue des Lilas, 69007 Lyon", "non 21", "21 rue des Lilas, 69007 Lyon")]
    [InlineData("12 rue des Lilas", "75011 Paris", "12 rue des Lilas, 75011 Paris")]
    [InlineData("12 rue des Lilas, 69007 Lyon", "3 rue Verte 75011 Paris", "3 rue Verte 75011 Paris")]
    [InlineData("12 rue des Lilas, 69007 Lyon", "merci", "12 rue des Lilas, 69007 Lyon")]
    public void What_is_said_later_is_put_into_what_was_said_before(string before, string given, string now) =>
        PostalAddress.Merge(before, given).ShouldBe(now);
}
