using System.Text.Json;
using Gateway.Sessions;

namespace Gateway.Brain.Contacts;

/// <summary>Kinds of identities as the records write them.</summary>
internal static class KindName
{
    /// <summary><c>phone</c>, <c>whatsAppUser</c>, …</summary>
    public static string Of(IdentityKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());
}
