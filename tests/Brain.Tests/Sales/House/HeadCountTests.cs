using Gateway.Brain.Sales.Dialogue;

namespace Gateway.Brain.Tests.Sales.House;

public sealed class HeadCountTests
{
    [Theory]
    [InlineData("Hiya, nursing home in Galway. I'm the eejit doing the roster at 10 at night", null)]
    [InlineData("we've fifty-two on the books", 52)]
    [InlineData("We are 120 people. Sorry sorry, 102 not 120", 102)]
    [InlineData("60 is beds, not staff. Staff who is on duty roster is 140, nurses, ward boys, lab", 140)]
    [InlineData("620 employees would be on it. No, 620 is last year's figure, it's 585 now", 585)]
    [InlineData("inbound call centre, Birmingham, 130 seats. Well seats isn't people - 115 people", 115)]
    [InlineData("twenty three people. well 24 if you count the new lad, starts monday so yes 24", 24)]
    [InlineData("Warehouse near Pune, 3 shifts", null)]
    [InlineData("je fais mes plannings pour trois restos, ouverts 7 jours sur 7 depuis 2019", null)]
    [InlineData("Nous sommes 18 aux étages et en salle, 17 à la réception et en cuisine, donc 35 au total.", 35)]
    [InlineData("une trentaine de saisonniers l'été", 30)]
    [InlineData("Disons 36 en tout au plus fort.", 36)]
    [InlineData("on est 9 avec les 2 apprentis", 9)]
    [InlineData("Quatre-vingt-cinq agents.", 85)]
    [InlineData("Deux cent dix vigiles sur vingt sites", 210)]
    [InlineData("about a hundred and forty staff", 140)]
    [InlineData("1 800 collaborateurs", 1800)]
    [InlineData("4,200 crew", 4200)]
    [InlineData("j'ai une boulangerie à Saumur", null)]
    [InlineData("4.90 a month is fine and 10% off", null)]
    [InlineData("rappelez-moi après 18h", null)]
    [InlineData("3 hotels up on the coast, 64 staff all up", 64)]
    [InlineData("commune de 6 000 habitants", null)]
    [InlineData("a food bank with 60ish volunteers and three paid staff", 60)]
    public void People_are_counted_and_nothing_else(string text, int? count) =>
        HeadCount.In(text, [], isAsked: false, known: null).ShouldBe(count);

    [Theory]
    [InlineData("eleven", 11)]
    [InlineData("Onze, moi compris.", 11)]
    [InlineData("28", 28)]
    [InlineData("10, 3 of whom are called Josh", 10)]
    [InlineData("a dozen of us", 12)]
    [InlineData("thirty two on the cards plus subbies so call it fifty", 50)]
    public void Who_was_asked_needs_no_word_beside_the_number(string text, int count) =>
        HeadCount.In(text, [], isAsked: true, known: null).ShouldBe(count);

    [Theory]
    [InlineData("my head chef calls me 10 times a day, 3 of them know the rota", null)]
    [InlineData("and in winter when only six are left, do I still pay?", null)]
    [InlineData("we've fifty-two on the books", 52)]
    [InlineData("sorry 14 not 40!! fat fingers", 14)]
    [InlineData("non pardon 14 pas 40", 14)]
    [InlineData("we are 45 people now, two hired last week", 45)]
    public void What_is_known_gives_way_to_what_surely_counts_people(string text, int? count) =>
        HeadCount.In(text, [], isAsked: false, known: 40).ShouldBe(count);
}
