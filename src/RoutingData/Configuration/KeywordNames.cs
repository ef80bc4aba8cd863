using System.Globalization;

namespace RoutingData.Configuration;

/// <summary>
/// How a fault speaks of an unknown keyword: by its name, as long as it can only be a misspelled one. A value with a semicolon that
/// has no quotes goes on as the next keyword, so that behind a secret, or behind what may be a misspelled one, an unknown keyword may be the
/// secret's tail: of that only the position is reported.
/// </summary>
internal sealed class KeywordNames
{
    private int _seen;
    private bool _mayBeTail;

    /// <summary>Returns what to call the next keyword, if it turns out to be unknown.</summary>
    public string Of(string keyword) => _mayBeTail || !keyword.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')
        ? string.Create(CultureInfo.InvariantCulture,
            $"keyword number {_seen + 1} (not repeated here, because it may be part of a password: a value with a semicolon needs quotes)")
        : $"the keyword '{keyword}'";

    /// <summary>Notes that the keyword has been looked at.</summary>
    public void Saw(string keyword, bool isKnown)
    {
        _seen++;
        _mayBeTail |= !isKnown || DriverKeywords.IsSecret(DriverKeywords.Plain(keyword));
    }
}
