using Gateway.Demo.Frame;
using Gateway.Inspection.Centres.Fields;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gateway.Inspection.Centres;

/// <summary>What a caller is told that sent something wrong.</summary>
internal static class CentreProblems
{
    /// <summary>Problem details (RFC 9457) with what is wrong in <c>errors</c>, field by field.</summary>
    public static ProblemHttpResult Of(FieldErrors errors, DemoWords words) => TypedResults.Problem(
        words[
            "Certains champs sont à corriger : voyez « errors ».",
            "Some fields are to be corrected: see 'errors'."],
        statusCode: StatusCodes.Status400BadRequest,
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = errors.In(text => words[text.French, text.English]),
        });

    /// <summary>A problem with nothing but words.</summary>
    public static ProblemHttpResult Of(string detail, int status) =>
        TypedResults.Problem(detail, statusCode: status);
}
