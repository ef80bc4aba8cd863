using System.Collections.Immutable;
using RoutingData.Monitor.Tokens;

namespace RoutingData;

/// <summary>
/// What a session has written, and seen, for a session of another process: given to that one, its reads show at least as much. Opaque, immutable,
/// some 20 to 60 characters as text. It asks for nothing but freshness: no part of it becomes SQL, and what cannot be read in it is ignored.
/// </summary>
public sealed class ConsistencyToken : IEquatable<ConsistencyToken>
{
    /// <summary>No text of a token is longer: 1,664 characters. A longer one is none.</summary>
    public const int MaxLength = TokenText.MostCharacters;

    private string? _text;

    private ConsistencyToken(ImmutableArray<FleetMark> marks) => Marks = marks;

    /// <summary>Asks for nothing.</summary>
    public static ConsistencyToken None { get; } = new([]);

    /// <summary>Whether it asks for nothing: nothing was written, or the servers do not number their transactions.</summary>
    public bool IsEmpty => Marks.IsEmpty;

    internal ImmutableArray<FleetMark> Marks { get; }

    /// <summary>Reads a token that came from outside.</summary>
    /// <param name="text">What <see cref="ToString"/> gave in whatever process; null or empty for <see cref="None"/>.</param>
    /// <param name="token">The token; <see cref="None"/> when it cannot be read.</param>
    /// <returns>False when it is no token, or of a version that is not known.</returns>
    public static bool TryParse(string? text, out ConsistencyToken token)
    {
        var isToken = TokenText.TryDecode(text, out var marks);
        token = marks.IsEmpty ? None : new ConsistencyToken(marks);
        return isToken;
    }

    /// <summary>Returns a token that asks for all that this one and another one ask for. It holds four fleets at most: more are left out, those of
    /// <paramref name="other"/> first.</summary>
    /// <param name="other">The other one.</param>
    public ConsistencyToken Merge(ConsistencyToken other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Contains(other) ? this : other.Contains(this) ? other : Of(Marks.Concat(other.Marks));
    }

    /// <summary>Whether a server that shows what this one asks for shows what <paramref name="other"/> asks for too. Of two tokens neither need contain the
    /// other.</summary>
    /// <param name="other">The other one.</param>
    public bool Contains(ConsistencyToken other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return FleetMarks.Contain(Marks, other.Marks);
    }

    /// <inheritdoc/>
    public bool Equals(ConsistencyToken? other) => other is not null && Marks.AsSpan().SequenceEqual(other.Marks.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as ConsistencyToken);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(ToString());

    /// <summary>Returns the token as text, in base64url: letters, digits, - and _. Empty for <see cref="None"/>.</summary>
    public override string ToString() => _text ??= TokenText.Encode(Marks);

    internal static ConsistencyToken Of(IEnumerable<FleetMark> marks) => FleetMarks.Of(marks) is { IsEmpty: false } some ? new ConsistencyToken(some) : None;
}
