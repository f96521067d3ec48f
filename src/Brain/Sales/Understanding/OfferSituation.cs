using System.Runtime.InteropServices;

namespace Gateway.Brain.Sales.Understanding;

/// <summary>How an offer waits for its answer.</summary>
/// <param name="IsContractAsked">Whether they were just told that it is enough to say who the contract is for.</param>
/// <param name="IsInBackground">Whether something else was said since, that a yes would answer.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct OfferSituation(bool IsContractAsked, bool IsInBackground);
