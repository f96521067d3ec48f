using System.Collections.Frozen;

namespace Gateway.Brain.House.Vehicles;

/// <summary>Words that tell of what kind a vehicle is, and what drives it.</summary>
internal static class VehicleWords
{
    private static readonly VehiclePhrases<VehicleKind> Kinds = new(
        (VehicleKind.Motorhome, """
            camping car; camping cars; campingcar; campingcars; campin car; camping kar; compingcar; caping car
            camping-caravane
            campings cars; mobil home; mobilhome; mobile home; motorhome; motorhomes; motor home; motor homes; camper
            campers; camper van; camper vans; campervan; campervans; fourgon aménagé; fourgons aménagés; van aménagé
            vans aménagés; camion aménagé; utilitaire aménagé; fourgon amenager; van amenager; fourgon camping
            camionnette aménagée; autocaravane; auto caravane; autocaravan; combi aménagé; van conversion
            converted van
            vasp; vasp caravane; cellule capucine; day van; rvs; recreational vehicle; motorcaravan; mini van aménagé
            trafic aménagé; fourgon camping-car; autocamper; motorhom; moterhome; motohome; wohnmobil
            """),
        (VehicleKind.Van, """
            utilitaire; utilitaires; utilitère; utilitair; utlitaire; utilitare; utillitaire; véhicule utilitaire
            vul; v.u.l; vuls; v u l
            camionnette; camionnettes; camionette; camionettes; camionete; fourgon; fourgons; fourgont
            fourgonnette; fourgonette
            fourgonnettes; van; vans; camion; camions; ctte
            pickup; pick up; pick-up; commercial; n1; petit camion; panel van; work van; commercial vehicle
            light commercial; lcv
            class 7; class vii; white van; cargo van; box van; véhicule de société; deriv vp; dérivé vp; luton
            """),
        (VehicleKind.Motorcycle, """
            moto; motos; motto; scooter; scooters; scoot; scouter; scooteur; scootere; scoteur; deux roues
            2 roues; 2roues; deux roue
            2 roue; deuxroues; mobylette; mobylettes; mobilette; mob; cyclo; cyclos; cyclomoteur; cyclomoteurs
            motocyclette; motocycle
            motocyclettes; quad; quads; trike; trois roues; 3 roues; trois-roues; voiturette; voiturettes
            voiture sans permis
            voitures sans permis; vsp; sans permis; voiture ss permis; tricycle; quadricycle; quadricycles; 125 cc
            125 cm3; 125 cm; 50 cc
            50 cm3; 50cm; 125cc; gros cube; motorbike; motorbikes; motorcycle; motorcycles; motor bike
            motor bikes; motor cycle
            moped; mopeds; bike; bikes; two wheeler; two wheelers; 2 wheeler; two wheels; sidecar; side car
            class 1; class 2; motorbyke
            moterbike; motorcyle; motocross; maxi scooter; maxiscooter; bécane; meule; trial; motorrad; quad bike
            3 wheeler; moto 125
            light quadricycle; microcar licence free; buggy
            """),
        (VehicleKind.Car, """
            voiture; voitures; vl; v.l; bagnole; bagnoles; tuture; titine; automobile; automobiles
            voiture particulière
            voiture de tourisme; véhicule léger; véhicule de tourisme; véhicule particulier; berline; citadine
            monospace; suv; suvs; 4x4; 4 4
            quatre quatre; cabriolet; voitur; voitture; voitrue; voture; viture; vouature; voituree; voiturre
            wature; cars; saloon; hatchback
            people carrier; mpv; estate car; sedan; class 4; class iv; minivan; convertible; crossover
            voiture de collection; family car
            sports car; motorcar; motor car; passenger car; auto école; break familial; minibus; taxi
            coupé cabriolet; vp
            voiture de société; limousine; city car; voitures de collection; vehicule de collection
            """));

    private static readonly VehiclePhrases<VehicleEnergy> Energies = new(
        (VehicleEnergy.Diesel, """
            diesel; diesels; diésel; desel; diesle; disel; diesell; dieselle; diezel; diesal; dielsel; deisel
            diseal; diessel; dizel; gasoil; gasoils
            gazole; gasole; gazoil; gas oil; gaz oil; gasoile; gazoile; gazol; mazout; mazoute; turbo diesel
            turbodiesel; derv
            hdi; hdis; e-hdi; ehdi; blue hdi; bluehdi; tdi; tdis; cdi; dci; blue dci; bluedci; jtd; jtdm; jtdm2
            tdci; d-4d; d4d; cdti; crdi; crd; dtec; i-dtec
            ctdi; i-ctdi; tdv6; sdv6; td4; td5; multijet; mjet; m-jet; ddis; ddi; di-d; did; dtr; bluetec
            blue tec; bluetdi; ecoblue
            vcdi; tdv8; sdi; dti; tddi; hdi 90; xdi; tds; mhev diesel; td
            """),
        (VehicleEnergy.Petrol, """
            essence; essences; esence; essance; essense; éssence; esssence; essnce; essece; sp95; sp 98; sp98
            sp 95; sans plomb; sanplomb; super sans plomb; e10; e85
            éthanol; ethanol; bioéthanol; bio éthanol; superéthanol; flexfuel; flex fuel; flexifuel; petrol
            petrols; petroll; pertol; unleaded; un leaded
            lead free; gasoline; benzine; tce; tsi; tfsi; fsi; puretech; pure tech; thp; vti; ecoboost; eco boost
            t-gdi; tgdi; gdi; mpi; vtec; i-vtec; twinair
            t-jet; multiair; t-gdi; bensin; benzin; sp95-e10
            """),
        (VehicleEnergy.Electric, """
            électrique; électriques; electric; electrics; éléctrique; electique; eletrique; elektrik; électric
            electrik; electrique; élec; 100 électrique; tout électrique
            full électrique; full electric; fully electric; all electric; pure electric; ev; evs; e v; bev
            battery electric; e-tech électrique
            électrique e-tech; zéro émission; ellectrique; elctrique; eletric; elecric; electrical; électirque
            elctric; electrc
            """),
        (VehicleEnergy.Hybrid, """
            hybride; hybrides; hybrid; hybrids; hybryde; ibride; hibride; hybrib; hydride; hybrude; ybride
            hybrid rechargeable; hybride rechargeable; hybrides rechargeables
            rechargeable; rechargeables; plug-in hybrid; plug in hybrid; plugin hybrid; plugin; plug-in; phev
            phevs; hev; mhev; mild hybrid; self charging hybrid
            full hybrid; full hybride; micro hybride; hybride essence; hybride diesel; essence hybride
            diesel hybride; petrol hybrid; hybrid petrol
            diesel hybrid; e-hybrid; e-tech hybride; e-tech; self-charging; hybridr; hybrd; e-power; hybrid4; dm-i
            gte; tfsi e
            """),
        (VehicleEnergy.Lpg, """
            gpl; g.p.l; lpg; l.p.g; essence gpl; gpl essence; bicarburation; bi-carburation; bifuel; bi fuel
            bi-fuel; autogas; ecog; eco-g; petrol lpg; dual fuel; au gaz; petrol and lpg
            essence et gpl
            """),
        (VehicleEnergy.NaturalGas, """
            gnv; g.n.v; gnc; cng; c.n.g; biognv; bio gnv; gaz naturel; natural gas; biométhane; methane
            compressed natural gas; tgi; biomethane
            """));

    // Short forms that say in another language, or beside another word, something else.
    private static readonly FrozenSet<string> NotBehindCar = FrozenSet.Create(StringComparer.Ordinal,
        "park", "parks", "wash", "parking", "boot", "ferry", "pool");

    private static readonly FrozenSet<string> NotBeforeAuto = FrozenSet.Create(StringComparer.Ordinal,
        "boite", "bva", "en", "reponse", "bv", "mode");

    // "Vitre électrique", "panne d'essence", "station essence".
    private static readonly FrozenSet<string> NotBeforeEnergy = FrozenSet.Create(StringComparer.Ordinal,
        "vitre", "vitres", "panne", "faisceau", "velo", "velos", "trottinette", "trottinettes", "station", "pompe",
        "probleme", "problemes", "frein", "siege", "sieges", "portail", "prise", "borne", "in", "retro", "filtre",
        "odeur", "volet", "batterie", "coffre", "plein", "fuite", "vin");

    private static readonly FrozenSet<string> NotBehindEnergy = FrozenSet.Create(StringComparer.Ordinal,
        "station", "window", "windows", "bike", "bikes", "scooters", "shock", "fault", "problem", "pump", "cap",
        "tank",
        "filter", "leak", "smell", "heater");

    private static readonly FrozenSet<string> Articles = FrozenSet.Create(StringComparer.Ordinal,
        "une", "ma", "mon", "un", "my", "a", "sa", "son", "his", "her", "notre", "our", "la", "ta", "ton", "votre");

    /// <summary>The kind that is told by what begins at a piece, and how many pieces tell it
    /// 0 when none is.</summary>
    /// <param name="tokens">The pieces of the message.</param>
    /// <param name="at">Which of them.</param>
    /// <param name="locale">Of the message: "car" is no vehicle in French, "RV" an appointment.</param>
    public static (VehicleKind Kind, int Tokens) KindAt(IReadOnlyList<VehicleToken> tokens, int at, string locale)
    {
        var found = Kinds.At(tokens, at);
        var before = at > 0 ? tokens[at - 1].Text : "";
        var behind = at + 1 < tokens.Count ? tokens[at + 1].Text : "";
        var isFrench = locale.StartsWith("fr", StringComparison.Ordinal);
        if (found.Tokens > 0)
            return IsPart(tokens, at, found.Tokens) ? default : found;
        var isCar = tokens[at].Text switch
        {
            "car" or "motor" => !isFrench && !NotBehindCar.Contains(behind) && tokens[at].Text == "car",
            "auto" => isFrench && !NotBeforeAuto.Contains(before) && behind is not ("ecole" or "matique"),
            "caisse" or "charrette" => Articles.Contains(before) && before is not "la",
            "break" => isFrench && before is "un" or "mon",
            _ => false,
        };
        if (isCar)
            return (VehicleKind.Car, 1);
        if (tokens[at].Text == "rv" && !isFrench)
            return (VehicleKind.Motorhome, 1);
        return tokens[at].Text is "125" && before is "une" or "ma" or "mon" or "scooter" && !IsPart(tokens, at, 1)
            && tokens[at].Text is "125" && behind is not ("euros" or "eur" or "e" or "km" or "duke")
            ? (VehicleKind.Motorcycle, 1)
            : default;
    }

    /// <summary>The energy that is told by what begins at a piece, and how many pieces tell it
    /// 0 when none is.</summary>
    /// <param name="tokens">The pieces of the message.</param>
    /// <param name="at">Which of them.</param>
    /// <param name="locale">Of the message: "gas" is petrol in English.</param>
    public static (VehicleEnergy Energy, int Tokens) EnergyAt(
        IReadOnlyList<VehicleToken> tokens, int at, string locale)
    {
        var found = Energies.At(tokens, at);
        if (found.Tokens == 0 && tokens[at].Text is "gas" && !locale.StartsWith("fr", StringComparison.Ordinal))
            found = (VehicleEnergy.Petrol, 1);
        if (found.Tokens == 0 || IsPart(tokens, at, found.Tokens))
            return default;
        var before = at > 0 && tokens[at].Before <= VehicleGap.Space ? tokens[at - 1].Text : "";
        if (before is "d" or "de" && at > 1)
            before = tokens[at - 2].Text;
        var last = at + found.Tokens;
        var behind = last < tokens.Count && tokens[last].Before <= VehicleGap.Space ? tokens[last].Text : "";
        return NotBeforeEnergy.Contains(before) || NotBehindEnergy.Contains(behind) ? default : found;
    }

    /// <summary>Whether pieces go on in what stands before or behind them, as those of a plate or a link
    /// do.</summary>
    private static bool IsPart(IReadOnlyList<VehicleToken> tokens, int at, int length)
    {
        var isNumberPart = tokens[at].Before is VehicleGap.None && tokens[at].IsNumber;
        var last = at + length;
        return isNumberPart
            || (tokens[at].Before is VehicleGap.Tight && tokens[at - 1].IsNumber && tokens[at].Text.Length <= 2)
            || (last < tokens.Count && tokens[last].Before is VehicleGap.None && tokens[last - 1].Text.Length <= 2);
    }
}
