namespace Gateway.Brain.Inspection.Centres;

/// <summary>What kind of vehicle is inspected; the booking interface calls them otherwise
/// (<see cref="CentreWords"/>).</summary>
public enum VehicleType
{
    /// <summary><c>voiture_particuliere</c>.</summary>
    Car,

    /// <summary><c>utilitaire</c>.</summary>
    Van,

    /// <summary><c>moto</c>: everything on two and three wheels, and light quadricycles.</summary>
    Motorcycle,

    /// <summary><c>camping_car</c>.</summary>
    Motorhome,
}

/// <summary>Why a vehicle is inspected.</summary>
public enum VisitKind
{
    /// <summary><c>periodique</c>: the visit that the law asks for every few years, or before a sale.</summary>
    Periodic,

    /// <summary><c>contre_visite</c>: once more, after a visit that found major or critical faults.</summary>
    Revisit,

    /// <summary><c>complementaire</c>: the pollution check of light vans between two visits.</summary>
    Complementary,

    /// <summary><c>volontaire</c>: because somebody wants to know; it has no effect in law.</summary>
    Voluntary,
}

/// <summary>What drives a vehicle.</summary>
public enum Energy
{
    /// <summary><c>essence</c>.</summary>
    Petrol,

    /// <summary><c>diesel</c>.</summary>
    Diesel,

    /// <summary><c>electrique</c>.</summary>
    Electric,

    /// <summary><c>hybride</c>.</summary>
    Hybrid,

    /// <summary><c>gpl</c>: liquefied petroleum gas.</summary>
    Lpg,

    /// <summary><c>gnv</c>: natural gas.</summary>
    NaturalGas,
}
