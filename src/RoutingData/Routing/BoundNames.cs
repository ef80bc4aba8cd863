using System.Data.Common;

namespace RoutingData.Routing;

/// <summary>
/// The names of a command's bound parameters, in order: <c>@name</c> bound is a value, unbound it is the session's variable. They stay in
/// the driver's own collection until a text makes them matter.
/// </summary>
internal readonly struct BoundNames : IEquatable<BoundNames>
{
    private readonly DbParameterCollection? _parameters;
    private readonly string[]? _names;

    /// <param name="parameters">The driver's collection; null for none.</param>
    public BoundNames(DbParameterCollection? parameters) => _parameters = parameters;

    /// <param name="names">The names themselves; null for none.</param>
    public BoundNames(IEnumerable<string>? names) => _names = names is null ? [] : [.. names];

    private int Count => _names?.Length ?? _parameters?.Count ?? 0;

    private string this[int index] => _names is not null ? _names[index] : _parameters![index].ParameterName;

    /// <summary>Returns the same names, whatever becomes of the driver's collection.</summary>
    public BoundNames Kept() =>
        _names is null ? new BoundNames(_parameters?.Cast<DbParameter>().Select(parameter => parameter.ParameterName)) : this;

    /// <summary>Returns the names of <see cref="Kept"/>.</summary>
    public IReadOnlyCollection<string> ToCollection() => Kept()._names ?? [];

    public bool Equals(BoundNames other)
    {
        if (Count != other.Count) return false;
        for (var i = 0; i < Count; i++)
        {
            if (!string.Equals(this[i], other[i], StringComparison.Ordinal)) return false;
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is BoundNames other && Equals(other);

    public override int GetHashCode() => Count;
}
