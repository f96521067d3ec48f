using Gateway.Brain.Tests.Shop.Catalogue;
using Gateway.Sessions;

namespace Gateway.Brain.Tests.Shop;

/// <summary>What is said in the middle of an order: what it changes, and what it does not.</summary>
public sealed class OrderStepTests(DemoShop shop) : IClassFixture<DemoShop>
{
    private const string Contact = "Marie Dupont 06 39 98 17 71 6 rue du Général Leclerc 49000 Angers";

    [Theory]
    [InlineData("en", "I want -5 Ondine kettles")]
    [InlineData("en", "I want 0 Ondine kettles")]
    [InlineData("en", "I want 1e3 Ondine kettles")]
    [InlineData("fr", "je veux 2,5 bouilloires Ondine")]
    [InlineData("fr", "il me faut 999999999 bouilloires Ondine")]
    public async Task A_number_that_cannot_be_had_is_asked_for_and_the_item_kept(string locale, string text)
    {
        var order = await OrderAfterAsync(locale, ChannelKind.Web, text, "Marie Dupont", "3");

        order.ShouldContain("\"product\":\"bouilloire-ondine\",\"quantity\":3");
    }

    [Theory]
    [InlineData("fr", "je veux 3 bouilloires Ondine", "mettez-en 1000000")]
    [InlineData("en", "I want 3 Ondine kettles", "actually make it 1000000")]
    public async Task More_than_there_is_is_said_to_be_more(string locale, string text, string more)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);
        await conversation.SayAsync(text);

        (await conversation.SayAsync(more)).ShouldNotBeNull().Text.ShouldContain("14");
    }

    [Theory]
    [InlineData("fr", "je cherche une cafetière", "la 1", "la 1")]
    [InlineData("fr", "je cherche une cafetière", "1", "1")]
    [InlineData("en", "I am looking for a lamp", "option two", "option two")]
    [InlineData("en", "I am looking for a lamp", "2", "2")]
    [InlineData("en", "I am looking for a lamp", "2)", "2)")]
    public async Task A_choice_made_once_or_twice_is_one_piece(
        string locale, string search, string choice, string again)
    {
        (await OrderAfterAsync(locale, ChannelKind.Sms, search, choice)).ShouldContain("\"quantity\":1");
        (await OrderAfterAsync(locale, ChannelKind.Sms, search, choice, again)).ShouldContain("\"quantity\":1");
    }

    [Fact]
    public async Task A_number_that_was_asked_for_is_one_though_it_was_the_choice_before() =>
        (await OrderAfterAsync("en", ChannelKind.Sms, "I am looking for a lamp", "2", "I want 0.5 of them", "2"))
            .ShouldContain("\"quantity\":2");

    [Theory]
    [InlineData("fr", "je cherche une lampe", "la première", "le deuxième plutôt", "lampe-lueur")]
    [InlineData("fr", "je cherche une lampe", "la première", "non la deuxième", "lampe-lueur")]
    [InlineData("fr", "je cherche une lampe", "la première", "plutôt la 3", "lampe-scribe")]
    [InlineData("fr", "je cherche une lampe", "la première", "je préfère la deuxième lampe", "lampe-lueur")]
    [InlineData("en", "I am looking for a lamp", "the first one", "actually the second one", "lampe-lueur")]
    [InlineData("en", "I am looking for a lamp", "the first one", "sorry, the Scribe lamp instead", "lampe-scribe")]
    [InlineData("fr", "je cherche une lampe", "la première", "finalement la bouilloire Ondine", "bouilloire-ondine")]
    public async Task Another_item_takes_the_place_of_the_one_chosen(
        string locale, string search, string first, string other, string product) =>
        (await OrderAfterAsync(locale, ChannelKind.Web, search, first, other))
            .ShouldContain($"\"product\":\"{product}\"");

    [Theory]
    [InlineData("en", "how much is the Halo mirror?", "I'll take two. No. One.", 1)]
    [InlineData("en", "how much is the Halo mirror?", "great, I'll take two. No. One.", 1)]
    [InlineData("en", "how much is the Halo mirror?", "three please, no sorry, just two", 2)]
    [InlineData("fr", "combien coûte le miroir Halo ?", "j'en prends deux. Non, un.", 1)]
    [InlineData("fr", "combien coûte le miroir Halo ?", "parfait, j'en veux 3, non pardon, 2", 2)]
    public async Task A_number_that_is_taken_back_in_the_same_breath_counts_for_nothing(
        string locale, string question, string text, int pieces) =>
        (await OrderAfterAsync(locale, ChannelKind.Web, question, text))
            .ShouldContain($"\"product\":\"miroir-halo\",\"quantity\":{pieces}");

    [Theory]
    [InlineData("2e étage")]
    [InlineData("2e étage, porte gauche")]
    [InlineData("une seconde")]
    [InlineData("c'est ma première commande")]
    public async Task An_ordinal_of_something_else_changes_no_item(string text) =>
        (await OrderAfterAsync("fr", ChannelKind.Web, "je cherche une lampe", "la première", text))
            .ShouldContain("\"product\":\"lampe-luciole\"");

    [Fact]
    public async Task Another_of_those_offered_can_be_taken_after_all_was_read_back() =>
        (await OrderAfterAsync(
            "fr", ChannelKind.Web, "je cherche une lampe", "la première", Contact, "finalement la deuxième"))
            .ShouldContain("\"product\":\"lampe-lueur\",\"quantity\":1,\"lastName\":\"Dupont\"");

    [Theory]
    [InlineData("[a](http://e.vil)")]
    [InlineData("Call 0033899 now! visit evil.com")]
    [InlineData("<b>x</b>")]
    [InlineData("Both")]
    [InlineData("le double")]
    [InlineData("six")]
    [InlineData("2e étage, porte gauche")]
    [InlineData("__proto__")]
    public async Task What_is_no_name_is_not_taken_for_one(string text)
    {
        var order = await OrderAfterAsync("fr", ChannelKind.Web, "je veux commander la bouilloire Ondine", text);

        order.ShouldNotContain("lastName\":");
        order.ShouldNotContain("firstName\":");
    }

    [Theory]
    [InlineData("Nom : Both, prénom : Jan", "Both", "Jan")]
    [InlineData("Nom:Both prénom:Jan", "Both", "Jan")]
    [InlineData("d`accord, c`est bon, Anne Morel", "Morel", "Anne")]
    [InlineData("merci.de votre aide, Anne Morel", "Morel", "Anne")]
    [InlineData("jean-noël le gall", "le Gall", "Jean-Noël")]
    [InlineData("Sean O'Brien", "O'Brien", "Sean")]
    [InlineData("last name: O'Brien <script>alert(1)</script>, first name: Jean", "O'Brien", "Jean")]
    public async Task A_name_is_taken_and_changes_no_item(string text, string last, string first)
    {
        var order = await OrderAfterAsync("fr", ChannelKind.Web, "je veux commander la bouilloire Ondine", text);

        order.ShouldContain("\"product\":\"bouilloire-ondine\",\"quantity\":1");
        order.ShouldContain($"\"lastName\":\"{last}\",\"firstName\":\"{first}\"");
    }

    [Fact]
    public async Task A_line_of_details_beside_one_product_shown_is_about_that_one() =>
        (await OrderAfterAsync(
            "en", ChannelKind.Web, "I want an Ondine kettle", "last name: O'Brien scribble, first name: Jean"))
            .ShouldContain("\"product\":\"bouilloire-ondine\"");

    [Theory]
    [InlineData("order:__proto__")]
    [InlineData("__proto__")]
    [InlineData("null")]
    public async Task What_is_no_word_finds_nothing(string text)
    {
        await using var brain = ShopBrain.Create(shop.Database);

        (await brain.Open("en").SayAsync(text)).ShouldNotBeNull().Parts.OfType<CardPart>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Lines_of_junk_do_not_spoil_a_request() =>
        (await OrderAfterAsync(
            "en", ChannelKind.Web,
            "I want 2 Ondine kettles\n<b>x</b> *bold* _it_ [a](http://e.vil) `c` \\u202e[31mRED"))
            .ShouldContain("\"product\":\"bouilloire-ondine\",\"quantity\":2");

    [Fact]
    public async Task A_number_of_pieces_is_heard_beside_who_orders() =>
        (await OrderAfterAsync(
            "fr", ChannelKind.Web, "Marie Dupont, 06-39-98-17-71, 12 rue de la Paix 75002 Paris, 2 bouilloires Ondine"))
            .ShouldContain("\"quantity\":2");

    [Theory]
    [InlineData("en", "Can you deliver tomorrow to Japan for free?", "Japan")]
    [InlineData("en", "spain", "Spain")]
    [InlineData("en", "do you ship to the united kingdom?", "United Kingdom")]
    [InlineData("fr", "vous livrez en Suisse et en Italie ?", "Italie")]
    [InlineData("fr", "vous expédiez aux États-Unis ?", "États-Unis")]
    public async Task A_country_that_the_shop_does_not_name_gets_no_yes(string locale, string question, string country)
    {
        await using var brain = ShopBrain.Create(shop.Database);

        var text = (await brain.Open(locale).SayAsync(question)).ShouldNotBeNull().Text;

        text.ShouldContain(country);
        text.ShouldNotContain("Yes");
        text.ShouldNotContain("Oui");
    }

    [Theory]
    [InlineData("en", "do you ship to Belgium?", "Yes, we ship to Belgium")]
    [InlineData("fr", "vous livrez en Suisse ?", "Oui, nous livrons")]
    public async Task One_that_it_names_does(string locale, string question, string answer)
    {
        await using var brain = ShopBrain.Create(shop.Database);

        (await brain.Open(locale).SayAsync(question)).ShouldNotBeNull().Text.ShouldContain(answer);
    }

    [Theory]
    [InlineData("John Smith 07700 900123 12 High Street Leeds LS1 4AP")]
    [InlineData("Marc Peeters, +32 470 12 34 56, 12 rue Neuve 1000 Bruxelles Belgique")]
    [InlineData("Anke Peeters +32 470 12 34 56, 12 rue Neuve, 1000 Bruxelles")]
    [InlineData("Jo March +44 7700 900222, 12 Downing Street, London SW1A")]
    [InlineData("Hoa Payet, 06 39 98 17 71, 5 rue des Lilas, 97400 Saint-Denis, La Réunion")]
    public async Task Delivery_far_away_costs_what_the_shop_will_say(string contact)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open();
        await conversation.SayAsync("je veux commander la lampe Luciole");

        var text = (await conversation.SayAsync(contact)).ShouldNotBeNull().Text;

        text.ShouldContain("à préciser par la boutique");
        text.ShouldContain("Total\u00A0: 39,90\u00A0€");
        text.ShouldNotContain("La Réunion\n• Tél");
    }

    [Theory]
    [InlineData("fr", "parler à quelqu'un", "ma commande est arrivée cassée", "photo du colis")]
    [InlineData("en", "talk to a person", "my order arrived broken", "photo of the parcel")]
    [InlineData("fr", "bonjour", "vous m'avez envoyé le mauvais article", "01 00 00 00 00")]
    [InlineData("fr", "bonjour", "cmd 4521, le vase est en morceaux", "photo du colis")]
    [InlineData("en", "hello", "order 10234, two mugs broken", "photo of the parcel")]
    [InlineData("en", "hello", "my kettle doesn't work anymore", "01 00 00 00 00")]
    public async Task A_complaint_is_no_order(string locale, string before, string complaint, string answer)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale);
        await conversation.SayAsync(before);

        (await conversation.SayAsync(complaint)).ShouldNotBeNull().Text.ShouldContain(answer);
    }

    [Theory]
    [InlineData("fr", "le numero de rue c'est 41 pas 14")]
    [InlineData("fr", "appartement 5 au fait")]
    [InlineData("fr", "le code postal c 38100")]
    [InlineData("en", "house number is 11, not 9")]
    [InlineData("en", "sorry the street number is 19 not 9")]
    [InlineData("en", "it's apartment 5 by the way")]
    [InlineData("en", "my postcode is wrong, should be 59800")]
    public async Task A_figure_of_the_address_is_no_number_of_pieces(string locale, string correction)
    {
        var order = await OrderAfterAsync(
            locale, ChannelKind.Web,
            locale == "fr" ? "je veux commander la lampe Luciole" : "I want to order the Luciole lamp", Contact,
            correction);

        order.ShouldContain("\"quantity\":1");
        order.ShouldContain("6 rue du Général Leclerc 49000 Angers");
        order.ShouldContain("\"asked\":[\"address\"]");
    }

    [Theory]
    [InlineData("fr", "une demi-douzaine de mugs Galet sable", "\"quantity\":6")]
    [InlineData("en", "I want half a dozen Galet sand mugs", "\"quantity\":6")]
    [InlineData("en", "I want 1/2 dozen Galet sand mugs", "\"quantity\":6")]
    public async Task Half_a_dozen_is_six(string locale, string text, string quantity) =>
        (await OrderAfterAsync(locale, ChannelKind.Web, text)).ShouldContain(quantity);

    [Theory]
    [InlineData("fr", "je voudrais en rajouter une", 5)]
    [InlineData("fr", "ajoutez-en 2", 6)]
    [InlineData("fr", "2 de plus", 6)]
    [InlineData("fr", "enlève en un", 3)]
    [InlineData("en", "one more", 5)]
    [InlineData("en", "2 more please", 6)]
    [InlineData("en", "minus two", 2)]
    [InlineData("en", "oh and add 2 blue ones", 4)]
    [InlineData("fr", "ajoute aussi un vase argile", 4)]
    public async Task More_and_fewer_count_from_what_there_was(string locale, string text, int pieces) =>
        (await OrderAfterAsync(
            locale, ChannelKind.Web, locale == "fr" ? "je veux 4 mugs Galet sable" : "I want 4 Galet sand mugs",
            Contact, text))
            .ShouldContain($"\"quantity\":{pieces}");

    [Fact]
    public async Task Another_item_with_its_pieces_takes_the_place_of_what_was_read_back() =>
        (await OrderAfterAsync("fr", ChannelKind.Web, "je veux commander le plaid Bruyère", Contact, "non dune, 2"))
            .ShouldContain("dune\",\"quantity\":2");

    [Theory]
    [InlineData("Sam Reed\n+44 7700 900222\n8 Mill Lane\nCambridge CB2 1RX\nUK", "8 Mill Lane, Cambridge CB2 1RX")]
    [InlineData(
        "Sam Reed, +44 7700 900222\n221B Baker Street\nLondon NW1 6XE\nEngland", "221B Baker Street, London NW1 6XE")]
    public async Task A_British_address_is_taken_over_its_lines(string contact, string address) =>
        (await OrderAfterAsync("en", ChannelKind.Web, "I want to order the Luciole lamp", contact))
            .ShouldContain($"\"firstName\":\"Sam\",\"phone\":\"+447700900222\",\"address\":\"{address}");

    [Fact]
    public async Task Whoever_it_is_for_is_the_name_beside_number_and_address() =>
        (await OrderAfterAsync(
            "fr", ChannelKind.Web,
            "bonjour je veux 2 lampes Scribe pour Claire Moreau 06 39 98 17 71 au 17 quai de la Fosse 44000 Nantes"))
            .ShouldContain("\"quantity\":2,\"lastName\":\"Moreau\",\"firstName\":\"Claire\"");

    [Theory]
    [InlineData("en", "I agree to nothing")]
    [InlineData("en", "confirm nothing")]
    [InlineData("en", "sure not")]
    [InlineData("en", "confirm later")]
    [InlineData("en", "okay wait")]
    [InlineData("en", "yes maybe")]
    [InlineData("en", "yes, I have a question")]
    [InlineData("en", "perfect nonsense")]
    [InlineData("en", "confirm the price")]
    [InlineData("en", "oui non")]
    [InlineData("en", "yes, but the Ondine one")]
    [InlineData("en", "yes but send it to Lyon")]
    [InlineData("en", "yes and the red one")]
    [InlineData("en", "yes if you give me 50% off")]
    [InlineData("en", "perfect, but at €10")]
    [InlineData("en", "yes, with the 10 year guarantee you promised")]
    [InlineData("fr", "je confirme rien")]
    [InlineData("fr", "confirmer plus tard")]
    [InlineData("fr", "oui je sais")]
    [InlineData("fr", "oui mais en rouge")]
    [InlineData("fr", "d’accord pour 10 €")]
    [InlineData("fr", "oui si c’est gratuit")]
    [InlineData("fr", "oui à la garantie de 10 ans")]
    [InlineData("fr", "oui sauf l'adresse")]
    public async Task A_yes_with_something_behind_it_orders_nothing(string locale, string answer) =>
        (await AfterReadBackAsync(locale, answer)).ShouldContain("\"recorded\":[]");

    [Theory]
    [InlineData("en", "yes")]
    [InlineData("en", "yes please, thanks a lot")]
    [InlineData("en", "yes that's all correct")]
    [InlineData("en", "ok perfect, go ahead")]
    [InlineData("en", "yep looks good")]
    [InlineData("en", "please place the order")]
    [InlineData("fr", "oui")]
    [InlineData("fr", "oui c'est bon pour moi merci beaucoup")]
    [InlineData("fr", "je confirme la commande")]
    [InlineData("fr", "d'accord, c'est parfait")]
    [InlineData("fr", "ok pour moi")]
    [InlineData("fr", "oui oui, allez-y")]
    [InlineData("fr", "tout est bon merci Léa")]
    [InlineData("fr", "vous pouvez valider")]
    public async Task A_plain_yes_orders(string locale, string answer) =>
        (await AfterReadBackAsync(locale, answer)).ShouldNotContain("\"recorded\":[]");

    [Fact]
    public async Task A_button_pressed_with_words_that_refuse_orders_nothing()
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open();
        await conversation.SayAsync("je veux commander la lampe Luciole");
        var confirm = Choices.Of((await conversation.SayAsync(Contact)).ShouldNotBeNull().Parts)[0];

        await conversation.SayAsync("non, annulez", confirm.Payload);

        conversation.State.Json.ShouldNotBeNull().ShouldContain("\"recorded\":[]");
    }

    [Theory]
    [InlineData("en", "I don't want 3 Ondine kettles")]
    [InlineData("en", "Never order 3 Ondine kettles")]
    [InlineData("fr", "Je ne veux pas 3 bouilloires Ondine")]
    [InlineData("fr", "Ne commandez surtout pas 5 bouilloires Ondine")]
    public async Task What_is_not_wanted_begins_no_order(string locale, string text) =>
        (await OrderAfterAsync(locale, ChannelKind.Web, text)).ShouldContain("\"ordering\":false");

    [Theory]
    [InlineData("en", "I want two hundred Ondine kettles", 0)]
    [InlineData("en", "I want 2 million Ondine kettles", 0)]
    [InlineData("en", "I want two or three Ondine kettles", 0)]
    [InlineData("en", "I want 3-5 Ondine kettles", 0)]
    [InlineData("en", "I want minus three Ondine kettles", 0)]
    [InlineData("en", "I want not 3 but 2 Ondine kettles", 2)]
    [InlineData("en", "I want 1 dozen Ondine kettles", 12)]
    [InlineData("fr", "je veux cent vingt bouilloires Ondine", 0)]
    [InlineData("fr", "il me faut deux cents bouilloires Ondine", 0)]
    [InlineData("fr", "il me faut 2k bouilloires Ondine", 0)]
    [InlineData("en", "product: Ondine kettle\nquantity: 4\nname: Jean Dupont", 4)]
    [InlineData("en", "name: Dupont Jean, I want 5 Ondine kettles", 5)]
    public async Task Numbers_in_words_and_forms_are_taken_as_they_are_meant_or_asked_for(
        string locale, string text, int pieces)
    {
        var order = await OrderAfterAsync(locale, ChannelKind.Web, text);

        if (pieces > 0)
            order.ShouldContain($"\"quantity\":{pieces}");
        else
            order.ShouldContain("\"asked\":[\"quantity\"]");
    }

    private Task<string> AfterReadBackAsync(string locale, string answer) =>
        OrderAfterAsync(
            locale, ChannelKind.Web,
            locale == "fr" ? "je veux commander la bouilloire Brume" : "I want to order the Brume kettle", Contact,
            answer);

    // The order as it stands after these messages, as the state has it.
    private async Task<string> OrderAfterAsync(string locale, string channel, params string[] messages)
    {
        await using var brain = ShopBrain.Create(shop.Database);
        var conversation = brain.Open(locale, channel: channel, address: "+33639981771");
        foreach (var message in messages)
            (await conversation.SayAsync(message)).ShouldNotBeNull();
        var state = conversation.State.Json.ShouldNotBeNull();
        return state[state.IndexOf("\"order\":{", StringComparison.Ordinal)..];
    }
}
