namespace Gateway.Demo;

/// <summary>What a solution is called and does, in words for someone who sees it for the first time.</summary>
internal static class Solutions
{
    /// <summary>The trade.</summary>
    public static string Name(string solution, DemoWords words) => solution switch
    {
        "shop" => words["Boutique en ligne", "Online shop"],
        "inspection" => words["Contrôle technique", "Vehicle inspection"],
        "cars" => words["Concession automobile", "Car dealer"],
        "sales" => words["Ventes aux entreprises", "B2B sales"],
        "personas" => words["Équipe de vente", "Sales team"],
        _ => solution,
    };

    /// <summary>What its agent does, in one sentence.</summary>
    public static string Promise(string solution, DemoWords words) => solution switch
    {
        "shop" => words[
            "Conseille, compare, répond sur la livraison et les retours, et prend la commande jusqu’à la confirmation.",
            "Advises, compares, answers on delivery and returns, and takes the order through to confirmation."],
        "inspection" => words[
            "Trouve un créneau libre et prend le rendez-vous, au téléphone comme par écrit.",
            "Finds a free slot and books it, on the phone as in writing."],
        "cars" => words[
            "Estime une reprise et négocie une offre dans les limites fixées.",
            "Values a trade-in and negotiates an offer within set limits."],
        "sales" => words[
            "Qualifie un besoin, propose, négocie, et passe la main quand il le faut.",
            "Qualifies a need, offers, negotiates, and hands over when it should."],
        _ => words[
            "Répond à vos contacts, sur tous vos canaux, à vos heures.",
            "Answers your contacts, on every channel, in your hours."],
    };

    /// <summary>Something to write to it first.</summary>
    public static string FirstWords(string solution, DemoWords words) => solution switch
    {
        "shop" => words["Bonjour, combien coûte la livraison ?", "Hello, how much is delivery?"],
        "inspection" => words["Bonjour, je voudrais un rendez-vous samedi matin.", "Hello, I would like an appointment on Saturday morning."],
        "cars" => words["Bonjour, combien vaut ma voiture ?", "Hello, what is my car worth?"],
        _ => words["Bonjour !", "Hello!"],
    };
}
