using System.Text.Json.Nodes;
using Gateway.Demo.Frame;
using Gateway.Inspection.Centres.Fields;

namespace Gateway.Inspection.SignUp;

/// <summary>What the form's page is told: its language, what was said so far and what is wrong with it.</summary>
public sealed class SignUpForm
{
    private readonly JsonObject _fields;

    internal SignUpForm(
        DemoPage page, bool isEmbedded, JsonObject fields, IReadOnlyDictionary<string, string[]> errors)
    {
        (Page, IsEmbedded, _fields, Errors) = (page, isEmbedded, fields, errors);
    }

    /// <summary>The page.</summary>
    public DemoPage Page { get; }

    /// <summary>Whether it stands in another site's frame.</summary>
    public bool IsEmbedded { get; }

    /// <summary>What is wrong, field by field; empty when nothing is, or nothing was sent.</summary>
    public IReadOnlyDictionary<string, string[]> Errors { get; }

    /// <summary>Whether it was sent already.</summary>
    public bool WasSent => _fields.Count > 0;

    /// <summary>Where the form is sent to.</summary>
    public string Action => $"/signup/centre?lang={Page.Words.Locale}{(IsEmbedded ? "&embed=1" : "")}";

    /// <summary>What was said in a field, or null.</summary>
    public string? Value(string name) => FieldValues.TextOf(_fields[name]);

    /// <summary>What is wrong with a field, or null.</summary>
    public string? Error(string name) => Errors.TryGetValue(name, out var all) ? all[0] : null;

    /// <summary>Whether a box is ticked.</summary>
    /// <param name="name">The field.</param>
    /// <param name="value">The box, of a field with several.</param>
    /// <param name="byDefault">Whether it is before anything was said.</param>
    public bool IsTicked(string name, string value, bool byDefault = false) => !WasSent
        ? byDefault
        : _fields[name] switch
        {
            JsonArray list => list.Any(item => FieldValues.TextOf(item) == value),
            var one => FieldValues.TextOf(one) == value,
        };
}
