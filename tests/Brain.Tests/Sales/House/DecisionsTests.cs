using Gateway.Brain.Sales.Dialogue;

namespace Gateway.Brain.Tests.Sales.House;

public sealed class DecisionsTests
{
    [Theory]
    [InlineData("c'est moi qui décide", true)]
    [InlineData("c moi qui choisis les outils", true)]
    [InlineData("Je suis gérante, je signe moi-même", true)]
    [InlineData("im the boss so no one to ask lol", true)]
    [InlineData("yes I can sign this off myself", true)]
    [InlineData("Yep I sign off on it myself", true)]
    [InlineData("I am authorised to finalise this myself", true)]
    [InlineData("Practice mgr and I pick the tools here", true)]
    [InlineData("Budget's mine so no need to ask anyone", true)]
    [InlineData("my shop so yeah my call", true)]
    [InlineData("La ferme est à moi", true)]
    [InlineData("L'exploitation m'appartient.", true)]
    [InlineData("le bureau m'a donné carte blanche pour choisir et signer", true)]
    [InlineData("Je suis associé, je signe pour la société", true)]
    [InlineData("12 to go on it I'd say. I own the yard", true)]
    [InlineData("its me thats in charge", true)]
    [InlineData("I am site manager, it is in my budget", true)]
    [InlineData("c'est pas moi qui décide, faut voir avec ma patronne", false)]
    [InlineData("je peux rien signer, c le boss qui decide de tt", false)]
    [InlineData("c'est mon mari qui décide et qui signe, pas moi", false)]
    [InlineData("i cant say yes to that myself, its up to the owner", false)]
    [InlineData("I can't sign this off on my own. My head of service has to agree it", false)]
    [InlineData("it isn't mine to say, it has to go to the trustees", false)]
    [InlineData("I do the rotas but the cheque book isn't mine", false)]
    [InlineData("Faut que j'en parle à mon associé, je peux pas décider tout seul", false)]
    [InlineData("c'est mon père qui tient le chéquier, je ne peux rien décider sans lui", false)]
    [InlineData("Je ne suis pas décisionnaire", false)]
    [InlineData("our finance committee must approve anything of this kind", false)]
    [InlineData("c'est le maire et le conseil municipal qui décident", false)]
    [InlineData("oups attendez 44 !! c moi la gerante je decide", true)]
    [InlineData("C'est moi la patronne donc oui je decide seule", true)]
    [InlineData("le siège ne voit rien. J'arbitre ce type d'achat", true)]
    [InlineData("8 on the rota not counting me. I own it and do the office on Sundays.", true)]
    [InlineData("Je peux pas dire oui moi, faut que ma directrice soit d accord, c elle qui signe", false)]
    [InlineData("la décision revient au comité de direction", false)]
    [InlineData("on est 14 en cuisine et en salle", null)]
    [InlineData("How much is it for twenty?", null)]
    [InlineData("les plannings me prennent tout le dimanche", null)]
    [InlineData("they find out when nobody shows", null)]
    public void Who_decides_is_read_as_it_is_said(string text, bool? decides) =>
        Decisions.In(text, role: null).ShouldBe(decides);
}
