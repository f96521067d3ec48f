using System.Globalization;
using System.Text.Json;

namespace Gateway.Sessions.Workspaces;

/// <summary>Reads numbers that a solution's settings are made of.</summary>
public static class FileAmounts
{
    extension(FileObject json)
    {
        /// <summary>An amount of money that must be there; 0 after an error.</summary>
        /// <param name="name">The property.</param>
        /// <param name="max">The most it may be.</param>
        public decimal Amount(string name, decimal max) => json.ReadAmount(name, max, isRequired: true) ?? 0;

        /// <summary>An amount of money that may be left out.</summary>
        /// <param name="name">The property.</param>
        /// <param name="max">The most it may be.</param>
        public decimal? OptionalAmount(string name, decimal max) => json.ReadAmount(name, max, isRequired: false);

        /// <summary>A whole number that must be there; <paramref name="min"/> after an error.</summary>
        /// <param name="name">The property.</param>
        /// <param name="min">The least it may be.</param>
        /// <param name="max">The most it may be.</param>
        public int WholeNumber(string name, int min, int max)
        {
            var value = json.Take(name);
            if (value.ValueKind == JsonValueKind.Undefined)
                json.Refuse(name, "is missing, expected a whole number");
            else if (value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= min
                && number <= max)
                return number;
            else
                json.Refuse(
                    name,
                    string.Create(
                    CultureInfo.InvariantCulture, $"found {Found(value)}, expected a whole number of {min} to {max}"));
            return min;
        }

        private decimal? ReadAmount(string name, decimal max, bool isRequired)
        {
            var value = json.Take(name);
            if (value.ValueKind == JsonValueKind.Undefined && isRequired)
                json.Refuse(name, "is missing, expected an amount");
            if (value.ValueKind == JsonValueKind.Undefined)
                return null;
            if (value.ValueKind == JsonValueKind.Number && value.TryGetDecimal(out var amount)
                && amount >= 0 && amount <= max && decimal.Round(amount, 2) == amount)
            {
                return amount;
            }

            json.Refuse(name, string.Create(
                CultureInfo.InvariantCulture,
                $"found {Found(value)}, expected an amount of 0 to {max} with at most two decimals"));
            return null;
        }
    }

    private static string Found(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetRawText() : FileObject.Describe(value);
}
