using System.Globalization;

namespace Gateway.Brain.Inspection.Centres.InWords;

/// <summary>Takes a price list apart into its lines.</summary>
internal sealed class PriceLines(string text, string currency)
{
    private const decimal Most = 10_000;

    private readonly List<Token> _tokens = Token.Of(text);
    private readonly List<PriceLine> _lines = [];
    private PriceLabel _now = new();
    private PriceLabel? _header;
    private PriceLabel? _last;
    private bool _hasColon;
    private bool _isNewItem = true;

    /// <summary>All of them, in their order.</summary>
    /// <exception cref="WordingException">It is not understood.</exception>
    public List<PriceLine> Read()
    {
        for (var at = 0; at < _tokens.Count;)
            at = ReadOne(at);
        EndItem();
        return _lines.Count > 0 ? _lines : throw new WordingException(new(WordingProblemKind.NoAmount, ""));
    }

    private int ReadOne(int at)
    {
        var token = _tokens[at];
        if (PricesVocabulary.All.Find(_tokens, at) is var (word, next))
            return Take(word, at, next);
        if (token.Kind == TokenKind.Digits)
            return ReadAmount(at, at);
        switch (token.Text)
        {
            case ":":
                _hasColon = !_now.IsEmpty;
                break;
            case ",":
                _isNewItem = true;
                EndFree();
                break;
            case ";" or "\n":
                EndItem();
                (_header, _last, _isNewItem) = (null, null, true);
                break;
            default:
                throw Problem(WordingProblemKind.UnknownWord, token.Start, token.End);
        }

        return at + 1;
    }

    private int Take(PriceWord word, int at, int next)
    {
        var (start, end) = (_tokens[at].Start, _tokens[next - 1].End);
        switch (word)
        {
            case PriceWord.Nothing or PriceWord.And:
                return next;
            case PriceWord.Unclear:
                throw Problem(WordingProblemKind.Ambiguous, start, end);
            case PriceWord.Money money:
                CheckMoney(money, start, end);
                return next < _tokens.Count && _tokens[next].Kind == TokenKind.Digits && word is PriceWord.Money
                    ? ReadAmount(next, at)
                    : throw Problem(WordingProblemKind.NoAmount, start, end);
            case PriceWord.Free:
                _now.IsFree = true;
                if (!_now.IsEmpty)
                    Add(0, start, end);
                return next;
        }

        if (_hasColon)
            (_header, _now, _hasColon) = (_now, new PriceLabel(), false);
        switch (word)
        {
            case PriceWord.Vehicle vehicle:
                _now.Vehicles.Add(vehicle.Type);
                break;
            case PriceWord.Drive drive:
                _now.Energies.Add(drive.Energy);
                break;
            case PriceWord.Visit visit:
                _now.Visits.Add(visit.Kind);
                break;
            default:
                _now.IsOther = true;
                break;
        }

        _now.Start = _now.Start < 0 ? start : _now.Start;
        _now.End = end;
        return next;
    }

    private int ReadAmount(int at, int start)
    {
        var whole = _tokens[at];
        var (number, next) = (whole.Text, at + 1);
        if (whole.Text.Length > 5)
            throw Problem(WordingProblemKind.UnknownWord, whole.Start, whole.End);
        if (IsGlued(next, ",", ".") && IsCents(next + 1))
            (number, next) = ($"{number}.{_tokens[next + 1].Text}", next + 2);
        if (next < _tokens.Count && PricesVocabulary.All.Find(_tokens, next) is (PriceWord.Money money, var behind)
            && !IsBefore(behind))
        {
            CheckMoney(money, _tokens[next].Start, _tokens[behind - 1].End);
            next = behind;
            if (!number.Contains('.', StringComparison.Ordinal) && IsCents(next))
                (number, next) = ($"{number}.{_tokens[next].Text}", next + 1);
        }

        Add(
            decimal.Parse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), _tokens[start].Start,
            _tokens[next - 1].End);
        return next;
    }

    // "79, €80": the sign belongs to what follows it.
    private bool IsBefore(int at) => at < _tokens.Count && _tokens[at] is { Kind: TokenKind.Digits, IsGlued: true }
        && !IsCents(at);

    private void Add(decimal amount, int start, int end)
    {
        if (_now.IsEmpty)
        {
            throw Problem(
                _lines.Count > 0 && !_isNewItem ? WordingProblemKind.TwoAmounts : WordingProblemKind.NoLabel,
                _lines.Count > 0 && !_isNewItem ? _last?.Start ?? start : start, end);
        }

        if (amount > Most)
            throw Problem(WordingProblemKind.UnknownWord, start, end);
        if (_now.IsOther)
        {
            var other = new Price(null, null, VisitKind.Periodic, amount);
            _lines.Add(new PriceLine(other, text[_now.Start.._now.End].Trim()));
        }
        else
        {
            AddAll(amount, end);
        }

        (_last, _now, _hasColon, _isNewItem) = (_now, new PriceLabel(), false, false);
    }

    private void AddAll(decimal amount, int end)
    {
        Complete(end);
        foreach (var visit in _now.Visits)
        {
            foreach (var price in
                from vehicle in _now.Vehicles.Distinct()
                from energy in _now.Energies.Count == 0 ? [null] : _now.Energies.Distinct().Select(one => (Energy?)one)
                select new Price(vehicle, energy, visit, amount))
            {
                if (_lines.Exists(line => line.Other is null && line.Price with { Amount = amount } == price))
                    throw Problem(WordingProblemKind.Twice, _now.Start, end);
                _lines.Add(new PriceLine(price, null));
            }
        }
    }

    /// <summary>What the line does not say itself, it has from the heading or from the line before.</summary>
    private void Complete(int end)
    {
        if (_now.Visits.Count == 0 && _header is { Visits.Count: > 0 })
            _now.Visits.AddRange(_header.Visits);
        else if (_now is { Visits.Count: 0, HasVehicle: true } && _last is { HasVehicle: true } last
            && last.Visits.Exists(visit => visit != VisitKind.Periodic))
            // "Re-visit car 20, motorcycle 15": a re-visit of the motorcycle, too?
            throw Problem(WordingProblemKind.Ambiguous, _now.Start, end);
        if (_now.Visits.Count == 0)
            _now.Visits.Add(VisitKind.Periodic);
        if (_now.HasVehicle)
            _now.Vehicles.RemoveAll(vehicle => vehicle is null);
        if (_now.Vehicles.Count > 0)
            return;
        if (_header is { HasVehicle: true })
            _now.Vehicles.AddRange(_header.Vehicles);
        else if (_now.Energies.Count > 0 && _last is { IsOther: true } or { HasVehicle: true, Energies.Count: 0 }
            && _last.Visits is [] or [VisitKind.Periodic] && _now.Energies.Count > 0)
            throw Problem(WordingProblemKind.Ambiguous, _now.Start, end);
        else if (_now.Energies.Count > 0 && _last is { HasVehicle: true, Energies.Count: > 0 })
            _now.Vehicles.AddRange(_last.Vehicles);
        else
            _now.Vehicles.Add(null);
    }

    private void EndFree()
    {
        if (_now is { IsFree: true, IsEmpty: false })
            Add(0, _now.Start, _now.End);
    }

    private void EndItem()
    {
        EndFree();
        if (!_now.IsEmpty || _now.IsFree)
            throw Problem(WordingProblemKind.NoAmount, Math.Max(_now.Start, 0), _now.End);
        _hasColon = false;
    }

    private void CheckMoney(PriceWord.Money money, int start, int end)
    {
        if (money.Code != currency)
            throw Problem(WordingProblemKind.Currency, start, end);
    }

    private bool IsGlued(int at, params ReadOnlySpan<string> signs) =>
        at < _tokens.Count && _tokens[at].IsGlued && signs.Contains(_tokens[at].Text);

    private bool IsCents(int at) =>
        at < _tokens.Count && _tokens[at] is { Kind: TokenKind.Digits, IsGlued: true, Text.Length: 1 or 2 };

    private WordingException Problem(WordingProblemKind kind, int start, int end) =>
        new(new WordingProblem(kind, text[start..Math.Max(start, end)].Trim()));
}
